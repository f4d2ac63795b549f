using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MailOperator.Kubernetes.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MailOperator.Kubernetes.Hosting;

/// <summary>Serves <c>/livez</c> (and <c>/healthz</c>, its old name), <c>/readyz</c> and <c>/metrics</c> over plain HTTP.</summary>
public sealed class HttpEndpoint(OperatorSettings settings, HealthChecks health, MetricsRegistry metrics, ILoggerFactory loggers)
{
    private WebApplication? _application;

    /// <summary>Where it listens, once started.</summary>
    public IReadOnlyCollection<string> Addresses => _application is null ? [] : [.. _application.Urls];

    /// <summary>Starts to listen.</summary>
    /// <exception cref="HttpAddressException">The address is none, or cannot be listened on.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.HttpAddress is not { } address)
            return;
        var (host, port) = Parse(address);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (host is null)
                kestrel.ListenAnyIP(port);
            else
                kestrel.Listen(host, port);
        });
        _application = builder.Build();
        _application.Run(AnswerAsync);
        try
        {
            await _application.StartAsync(cancellationToken);
        }
        catch (Exception error) when (CannotListen(error) is { } reason)
        {
            throw new HttpAddressException(
                $"Cannot listen on the HTTP address '{address}': {reason}. Free it, or give another one, such as ':8081'.", error);
        }
    }

    /// <summary>Stops to listen.</summary>
    public async Task StopAsync()
    {
        if (_application is null)
            return;
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    // Kestrel wraps what the socket says of an address in use, and nothing else.
    private static string? CannotListen(Exception error) =>
        (error.GetBaseException() as SocketException)?.Message;

    /// <summary>An address of the form <c>address:port</c>; no host where it is any, of whatever families the machine has.</summary>
    internal static (IPAddress? Host, int Port) Parse(string address)
    {
        var colon = address.LastIndexOf(':');
        if (colon >= 0 && ushort.TryParse(address[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            if (colon == 0)
                return (null, port);
            if (IPAddress.TryParse(address[..colon].Trim('[', ']'), out var host))
                return (host.Equals(IPAddress.IPv6Any) ? null : host, port);
        }

        throw new HttpAddressException($"The HTTP address '{address}' is not of the form 'address:port' or ':port', such as ':8080'.");
    }

    private Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }

        switch (request.Path.Value)
        {
            case "/livez" or "/healthz":
                return AnswerAsync(context, health.Live());
            case "/readyz":
                return AnswerAsync(context, health.Ready());
            case "/metrics":
                context.Response.ContentType = MetricsRegistry.ContentType;
                return context.Response.WriteAsync(metrics.Render());
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }

    private static Task AnswerAsync(HttpContext context, (bool Healthy, string Report) answer)
    {
        context.Response.StatusCode = answer.Healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(answer.Report);
    }
}
