using System.Net;
using System.Net.Sockets;
using MailOperator.Kubernetes.Hosting;
using MailOperator.Kubernetes.Metrics;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailOperator.Kubernetes.Tests.Hosting;

public sealed class HttpEndpointTests
{
    [Theory]
    [InlineData(":8080")]
    [InlineData("[::]:8080")]
    public void Any_address_is_of_either_family_so_that_a_node_without_IPv6_will_do(string address) =>
        Assert.Equal((null, 8080), HttpEndpoint.Parse(address));

    [Theory]
    [InlineData("0.0.0.0:8080", "0.0.0.0")]
    [InlineData("127.0.0.1:8080", "127.0.0.1")]
    [InlineData("[::1]:8080", "::1")]
    public void Any_other_address_is_taken_as_it_is(string address, string host) =>
        Assert.Equal((IPAddress.Parse(host), 8080), HttpEndpoint.Parse(address));

    [Fact]
    public async Task An_address_in_use_is_named_with_what_to_do()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = other.LocalEndpoint.ToString()!;
        var error = await Assert.ThrowsAsync<HttpAddressException>(() => Start(address));
        Assert.Equal(
            $"Cannot listen on the HTTP address '{address}': Address already in use. Free it, or give another one, such as ':8081'.", error.Message);
    }

    // Of TEST-NET-1 (RFC 5737): nobody's.
    [Fact]
    public async Task So_is_one_that_this_machine_has_not() =>
        Assert.Contains("'192.0.2.1:8080': ", (await Assert.ThrowsAsync<HttpAddressException>(() => Start("192.0.2.1:8080"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task So_is_one_that_is_none() =>
        Assert.Contains("'8080' is not", (await Assert.ThrowsAsync<HttpAddressException>(() => Start("8080"))).Message, StringComparison.Ordinal);

    private static async Task Start(string address)
    {
        var endpoint = new HttpEndpoint(new() { HttpAddress = address }, new HealthChecks(), new MetricsRegistry(), NullLoggerFactory.Instance);
        try
        {
            await endpoint.StartAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            await endpoint.StopAsync();
        }
    }
}
