using MailOperator.Admission;

namespace MailOperator.Tests.Admission;

/// <summary>Texts of a form that Kubernetes or a registry prescribes are refused with the resource, not when an object is made of it.</summary>
public sealed class FieldFormTests
{
    private const string Sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("postfix")]
    [InlineData("mailoperator/postfix:3.10")]
    [InlineData("localhost:5000/postfix")]
    [InlineData("registry.example.com/mail__team/post-fix.x:3.10.4-1_deb13")]
    [InlineData("[fd00::5]:5000/mail/postfix:latest")]
    [InlineData("192.0.2.1:5000/postfix")]
    [InlineData("registry.example.com/postfix@sha256:" + Sha256)]
    [InlineData("registry.example.com/postfix:3.10@sha256:" + Sha256)]
    public void An_image_is_a_reference_to_one(string image) => Assert.Empty(Check($"spec: {{workload: {{image: '{image}'}}}}"));

    [Theory]
    [InlineData("foo bar")]
    [InlineData("postfix:")]
    [InlineData("postfix:-1")]
    [InlineData("Postfix")]
    [InlineData("mail//postfix")]
    [InlineData("https://registry.example.com/postfix")]
    [InlineData("registry.example.com:port/postfix")]
    [InlineData("registry.example.com/mail/post..fix")]
    [InlineData("postfix@sha256:0123")]
    [InlineData("postfix@" + Sha256)]
    [InlineData("postfix@md5:" + Sha256)]
    [InlineData("postfix:3.10\n")]
    public void What_is_no_image_is_refused(string image) =>
        AssertRefused($"spec: {{workload: {{image: {System.Text.Json.JsonSerializer.Serialize(image)}}}}}", "spec.workload.image", "Give an image");

    [Theory]
    [InlineData("spec: {workload: {nodeSelector: {disk: 'very fast'}}}", "spec.workload.nodeSelector[disk]")]
    [InlineData("spec: {workload: {podLabels: {team: mail-}}}", "spec.workload.podLabels[team]")]
    [InlineData("spec: {workload: {tolerations: [{key: 'a b', operator: Exists}]}}", "spec.workload.tolerations[0].key")]
    [InlineData("spec: {workload: {tolerations: [{key: a, value: 'b c'}]}}", "spec.workload.tolerations[0].value")]
    [InlineData("spec: {workload: {priorityClassName: High}}", "spec.workload.priorityClassName")]
    [InlineData("spec: {workload: {storage: {storageClassName: 'fast disk'}}}", "spec.workload.storage.storageClassName")]
    [InlineData("spec: {service: {loadBalancerClass: a/b/c}}", "spec.service.loadBalancerClass")]
    [InlineData("spec: {network: {allowFrom: {mx: [{podSelector: {matchLabels: {app: 'a b'}}}]}}}", "spec.network.allowFrom.mx[0].podSelector.matchLabels[app]")]
    [InlineData("spec: {network: {allowFrom: {mx: [{podSelector: {matchExpressions: [{key: 'a b', operator: Exists}]}}]}}}",
        "spec.network.allowFrom.mx[0].podSelector.matchExpressions[0].key")]
    [InlineData("metadata: {labels: {'a b': c}}", "metadata.labels[a b]")]
    [InlineData("metadata: {labels: {a: 'b c'}}", "metadata.labels[a]")]
    [InlineData("metadata: {annotations: {a/b/c: d}}", "metadata.annotations[a/b/c]")]
    public void What_Kubernetes_would_refuse_is_refused(string change, string field) => AssertRefused(change, field, "Give ");

    [Fact]
    public void A_label_may_have_an_empty_value() => Assert.Empty(Check("spec: {workload: {nodeSelector: {disk: ''}, podLabels: {team: ''}}}"));

    private static void AssertRefused(string change, string field, string remedy)
    {
        var violation = Assert.Single(Check(change));
        Assert.Equal((field, "Malformed"), (violation.Field, violation.Reason));
        Assert.Contains(remedy, violation.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<Violation> Check(string change) =>
        ResourceReader.Read(Manifest.Changed(change).ToJsonString()).Single().Violations.Where(violation => violation.Violation.Severity == Severity.Error).Select(violation => violation.Violation);
}
