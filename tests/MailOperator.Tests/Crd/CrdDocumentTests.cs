using MailOperator.Crd;
using MailOperator.Yaml;

namespace MailOperator.Tests.Crd;

public sealed class CrdDocumentTests
{
    [Fact]
    public void The_committed_definition_is_what_the_records_say() =>
        RepositoryFile.ShouldBe("crds/mailservertls.yaml", YamlWriter.Write(CrdDocument.Build(XmlDocumentation.BesideAssembly())));
}
