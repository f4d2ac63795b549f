using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;

namespace MailOperator.Integration;

/// <summary>The operator may be there before its CustomResourceDefinition.</summary>
[Collection(nameof(Unshared))]
public sealed class DefinitionTests(ControlPlane cluster)
{
    [Fact]
    public async Task A_missing_definition_is_one_line_and_is_waited_for()
    {
        await using var site = await Site.New(cluster, "definition");
        var definition = site.Installation.Objects.Single(item => (string?)item["kind"] == "CustomResourceDefinition");
        await cluster.Api.Delete(Installation.PathOf(definition));
        await Eventually.Holds(async () => await cluster.Api.TryGet(Installation.PathOf(definition)) is null && await cluster.Api.TryGet("/apis/mailoperator.io/v1alpha1") is null, "the definition is gone");

        var process = site.Start();
        var line = await process.Says("does not serve mailservertls");
        Site.Print(line);
        Assert.Contains("install its CustomResourceDefinition", line, StringComparison.Ordinal);
        await Eventually.Holds(
            () => cluster.Audit.Since(0).Count(entry => entry.User == site.Installation.User && entry.Resource == "mailservertls" && entry.Status == 404) >= 3, "asked again");
        Assert.Single(process.Log.Split('\n'), text => text.Contains("does not serve mailservertls", StringComparison.Ordinal));

        await cluster.Api.Apply(Installation.PathOf(definition), definition);
        await process.Works();
        await site.Apply(Sample.SelfSigned("mx", replicas: 1));
        await site.IsReady("mx");
    }
}
