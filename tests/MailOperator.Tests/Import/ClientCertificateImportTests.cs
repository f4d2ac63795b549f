using MailOperator.Api;
using MailOperator.Import;

namespace MailOperator.Tests.Import;

/// <summary>The resource has one permission for all listeners that ask: it may never be more than each of them has.</summary>
public sealed class ClientCertificateImportTests
{
    private const string Permit = "permit_mynetworks,permit_tls_all_clientcerts,reject_unauth_destination";

    [Theory]
    [InlineData(Permit, "permit_sasl_authenticated,reject")]
    [InlineData(Permit, "permit_tls_clientcerts,permit_sasl_authenticated,reject")]
    [InlineData(Permit, "permit_sasl_authenticated,reject,permit_tls_all_clientcerts")]
    [InlineData("permit_mynetworks,reject_unauth_destination", "permit_tls_all_clientcerts,permit_sasl_authenticated,reject")]
    public void What_one_listener_permits_is_no_permission_on_another(string mx, string submission)
    {
        var imported = Import(mx, submission);
        var certificates = imported.Resource.Spec.ClientCertificates;
        Assert.Equal([ClientCertificateListener.Mx, ClientCertificateListener.Submission], certificates.Listeners.Order());
        Assert.Equal(ClientRelay.None, certificates.Relay);
        Assert.All(Relay(imported).Where(line => line.Entry.Value.Contains("clientcerts", StringComparison.Ordinal)), line =>
        {
            Assert.Equal((OutcomeKind.NotRepresentable, "spec.clientCertificates.relay"), (line.Outcome.Kind, line.Outcome.Field));
            Assert.Contains("all listeners", line.Outcome.Message, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("permit_tls_all_clientcerts", ClientRelay.Trusted)]
    [InlineData("permit_tls_clientcerts", ClientRelay.Listed)]
    public void What_each_listener_permits_is_taken_over(string permit, ClientRelay relay)
    {
        var imported = Import($"{permit},permit_mynetworks,reject_unauth_destination", $"{permit},permit_sasl_authenticated,reject");
        Assert.Equal(relay, imported.Resource.Spec.ClientCertificates.Relay);
        Assert.All(Relay(imported), line => Assert.Equal(OutcomeKind.Typed, line.Outcome.Kind));
    }

    [Fact]
    public void Nobody_is_told_that_nobody_else_relays_where_clients_do()
    {
        var imported = Import(
            Permit, "permit_tls_all_clientcerts,permit_sasl_authenticated,reject",
            "smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination");
        Assert.Equal(ClientRelay.Trusted, imported.Resource.Spec.ClientCertificates.Relay);
        Assert.All(Relay(imported), line => Assert.DoesNotContain("nobody else", line.Outcome.Message, StringComparison.Ordinal));
    }

    /// <summary>Before 2.10 there were no relay restrictions, and empty ones leave the decision to those of recipients still.</summary>
    [Theory]
    [InlineData("", ClientRelay.Trusted)]
    [InlineData("compatibility_level = 0", ClientRelay.Trusted)]
    [InlineData("compatibility_level = 2\nsmtpd_relay_restrictions =", ClientRelay.Trusted)]
    [InlineData("compatibility_level = 3.6", ClientRelay.None)]
    [InlineData("smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination", ClientRelay.None)]
    public void Where_relay_restrictions_are_empty_those_of_recipients_permit(string main, ClientRelay relay)
    {
        var imported = Import(null, null, main + """

            smtpd_recipient_restrictions = permit_mynetworks, permit_tls_all_clientcerts, reject_unauth_destination
            """);
        Assert.Equal(relay, imported.Resource.Spec.ClientCertificates.Relay);
    }

    [Fact]
    public void What_recipient_restrictions_permit_on_one_listener_alone_is_told()
    {
        var imported = Import(null, "permit_sasl_authenticated,reject", """
            smtpd_recipient_restrictions = permit_mynetworks, permit_tls_all_clientcerts, reject_unauth_destination
            """);
        Assert.Equal(ClientRelay.None, imported.Resource.Spec.ClientCertificates.Relay);
        var outcome = Assert.Single(imported.Lines, line => line.Entry.Name == "smtpd_recipient_restrictions").Outcome;
        Assert.Contains("spec.clientCertificates.relay", outcome.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<ImportedLine> Relay(ImportedServer imported) =>
        imported.Lines.Where(line => line.Entry.Name == "smtpd_relay_restrictions");

    private static ImportedServer Import(string? mx, string? submission, string main = "") => PostfixImport.Import(
        new(
            "main.cf",
            $"""
            myhostname = a.example.com
            smtpd_tls_cert_file = /etc/ssl/a.pem
            smtpd_tls_key_file = /etc/ssl/a.key
            smtpd_tls_security_level = may
            smtpd_tls_ask_ccert = yes
            smtpd_tls_CAfile = /etc/ssl/ca.pem
            {main}

            """,
            "master.cf",
            $"""
            smtp inet n - y - - smtpd
              {Option(mx)}
            submission inet n - y - - smtpd
              -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes
              {Option(submission)}

            """),
        new());

    private static string Option(string? relay) => relay is null ? "" : $"-o smtpd_relay_restrictions={relay}";
}
