using FsCheck;
using FsCheck.Fluent;
using MailOperator.Api;
using MailOperator.Examples;
using MailOperator.Import;
using MailOperator.Naming;
using MailOperator.Postfix;
using MailOperator.Postfix.Configuration.Source;
using MailOperator.Server;

namespace MailOperator.Tests.Import;

public sealed class RoundTripTests
{
    /// <summary>What the operator renders, imported and rendered again, is the same. The seed is printed, and <see cref="Sampling.Variable"/> gives it again.</summary>
    [Fact]
    public void What_is_rendered_comes_back_as_it_was()
    {
        Console.WriteLine($"{Sampling.Variable}={Sampling.Seed}");
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(Sampling.Seed, 1), Prop.ForAll(ServableResource.For(PostfixVersion.Newest), resource =>
        {
            var first = Render(resource);
            var imported = PostfixImport.Import(Source(first), new() { Name = "mail", Version = PostfixVersion.Newest });
            var again = imported.Resource with
            {
                // Which load balancers there are, and who may connect, does not stand in the files of Postfix.
                Spec = imported.Resource.Spec with { Network = imported.Resource.Spec.Network with { ProxyProtocol = resource.Spec.Network.ProxyProtocol } },
            };
            Assert.Equal(Parameters(first), Parameters(Render(again)));
            Assert.Equal(Services(first), Services(Render(again)));
            Assert.Equal(string.Concat(first.Tables), string.Concat(Render(again).Tables));
            Assert.Equal((first.Listeners, first.Sasl, first.Anonymous), (Render(again).Listeners, Render(again).Sasl, Render(again).Anonymous));
            Assert.Empty(imported.Lines.Where(line => line.Outcome.Kind is OutcomeKind.NotRepresentable or OutcomeKind.Obsolete)
                .Select(line => $"{line.Entry.Service} {line.Entry.Name}: {line.Outcome.Message}"));
        }));
    }

    private static PostfixSource Source(PostfixFiles files) => new(
        "main.cf", files.MainCf, "master.cf", files.MasterCf,
        files.Tables.ToDictionary(table => $"texthash:/etc/postfix/{table.Key}", table => table.Value));

    private static PostfixFiles Render(MailServerTls resource)
    {
        var entries = CertificateEntry.Of(resource);
        var hosts = entries.SelectMany(entry => entry.Hosts.Select(host => (host, File: entry.SecretName + ".pem")))
            .GroupBy(pair => pair.host, pair => pair.File)
            .ToDictionary(host => host.Key, host => (IReadOnlyList<string>)[.. host]);
        return PostfixConfiguration.Render(ServerModel.Of(
            resource,
            new()
            {
                DefaultFiles = [.. entries.Where(entry => entry.Hosts.Count == 0).Select(entry => entry.SecretName + ".pem")],
                SniFiles = hosts,
                DefaultFingerprints = "",
            },
            PostfixVersion.Newest));
    }

    private static string[] Parameters(PostfixFiles files) =>
        [.. MainCfSource.Parse(files.MainCf).Parameters.Select(parameter => $"{parameter.Name} = {parameter.Value}")];

    private static string[] Services(PostfixFiles files) =>
    [
        .. from service in MasterCfSource.Parse(files.MasterCf).Services
           let fields = string.Join(' ', service.Fields.Select(field => field.Text))
           from text in service.Options.Select(option => $"{fields} {option.Name} = {option.Value}").Prepend(fields)
           select text,
    ];
}
