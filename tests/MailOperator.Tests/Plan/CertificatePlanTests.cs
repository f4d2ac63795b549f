using MailOperator.Api;
using MailOperator.CertManager;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Plan;
using MailOperator.Postfix.Certificates;

namespace MailOperator.Tests.Plan;

public sealed class CertificatePlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, V1Certificate?, string, bool> Orders => new()
    {
        { "the order has not been written, or not been seen", null, "old.example.com", true },
        { "cert-manager has not seen the new names", Order(generation: 2, observed: 1, ready: "True"), "old.example.com", true },
        { "cert-manager is at work on them", Order(generation: 2, observed: 2, ready: "False"), "old.example.com", true },
        { "the certificate is there, and its Secret has not been seen", Order(generation: 2, observed: 2, ready: "True"), "old.example.com", true },
        { "an expired one is being renewed", Order(generation: 1, observed: 1, ready: "False"), "mail.example.com", true },
        { "an expired one is renewed while it counts as ready", Order(generation: 1, observed: 1, ready: "True", issuing: "True"), "mail.example.com", true },
        { "cert-manager has filled the Secret with an expired one", Order(generation: 1, observed: 1, ready: "True"), "mail.example.com", false },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_certificate_that_cert_manager_is_about_to_replace_is_waited_for(string situation, V1Certificate? order, string name, bool waiting)
    {
        var server = Server(new() { IssuerRef = new() { Name = "ca" } });
        var secret = CertificateEntry.Of(server)[0].SecretName;
        // Its name is wrong, or it has ended: Certificate() makes one of 89 days.
        var made = name == "mail.example.com" ? Now.AddDays(-100) : Now;

        var plan = CertificatePlan.Of(new()
        {
            Resource = server,
            Now = Now,
            Apis = new() { CertManager = true },
            Secrets = new Dictionary<string, V1Secret> { [secret] = Servers.Certificate(secret, made, name) },
            Owned = order is null ? [] : [order with { Spec = new() { SecretName = secret } }],
        });

        var problem = Assert.Single(plan.Problems);
        Assert.True(problem.Waiting == waiting, $"{situation}: {problem}");
    }

    [Theory]
    [InlineData(2160, null, 90 * 24, 336, false)]
    [InlineData(24, null, 24, 336, false)]
    [InlineData(24, null, 7, 336, false)]
    [InlineData(24, null, 5, 336, true)]
    [InlineData(2160, 48, 47, 336, false)]
    [InlineData(2160, 48, 35, 336, true)]
    [InlineData(2160, null, 100, 48, false)]
    public void A_certificate_that_renews_itself_draws_a_warning_only_when_that_is_late(int duration, int? renewBefore, int left, int warning, bool warns)
    {
        var server = Server(new()
        {
            SelfSigned = new(),
            Duration = KubernetesDuration.Parse($"{duration}h"),
            RenewBefore = renewBefore is null ? null : KubernetesDuration.Parse($"{renewBefore}h"),
        });
        server = server with { Spec = server.Spec with { Certificates = server.Spec.Certificates with { ExpiryWarning = KubernetesDuration.Parse($"{warning}h") } } };
        var secret = CertificateEntry.Of(server)[0].SecretName;
        var end = Now.AddHours(left);
        var (certificate, key) = SelfSignedCertificate.Create("mail.example.com", ["mail.example.com"], KeyType.Ecdsa, end.AddHours(-duration), end);

        var plan = CertificatePlan.Of(new()
        {
            Resource = server,
            Now = Now,
            Secrets = new Dictionary<string, V1Secret>
            {
                [secret] = new() { Metadata = new() { Name = secret }, Data = new Dictionary<string, byte[]> { ["tls.crt"] = certificate, ["tls.key"] = key } },
            },
        });

        Assert.Equal(warns, plan.Warnings.Any(found => found.Reason == CertificateReason.ExpiresSoon));
        Assert.Equal(warns, !plan.Due.Any(due => due > Now && due < end && due != end - TimeSpan.FromHours(renewBefore ?? (duration / 3.0))));
    }

    private static MailServerTls Server(DefaultCertificate certificate)
    {
        var server = Servers.SelfSigned();
        return server with
        {
            Metadata = server.Metadata with { NamespaceProperty = "mail", Uid = "uid-1" },
            Spec = server.Spec with { Certificates = new() { Default = [certificate] } },
        };
    }

    private static V1Certificate Order(long generation, long observed, string ready, string issuing = "False") => new()
    {
        Metadata = new() { Name = "order", Generation = generation },
        Status = new()
        {
            Conditions =
            [
                new() { Type = "Ready", Status = ready, ObservedGeneration = observed, Reason = "Any", Message = "any" },
                new() { Type = "Issuing", Status = issuing, ObservedGeneration = observed },
            ],
        },
    };
}
