using MailOperator.Crd;
using MailOperator.Yaml;

namespace MailOperator.Tests.Crd;

public sealed class CrdDocumentTests
{
    // Helm packs only what is inside the chart, and warns at each command about a symbolic link: the chart has copies.
    [Theory]
    [InlineData("crds/mailservertls.yaml", true)]
    [InlineData("crds/mailservertls-before-1.25.yaml", false)]
    [InlineData("charts/mail-operator/files/mailservertls.yaml", true)]
    [InlineData("charts/mail-operator/files/mailservertls-before-1.25.yaml", false)]
    public void The_committed_definition_is_what_the_records_say(string path, bool withRules) =>
        RepositoryFile.ShouldBe(path, YamlWriter.Write(CrdDocument.Build(XmlDocumentation.BesideAssembly(), withRules)));

    [Fact]
    public void The_committed_reference_is_what_the_records_say() =>
        RepositoryFile.ShouldBe("docs/reference/mailservertls.md", CrdReference.Write(XmlDocumentation.BesideAssembly()));
}
