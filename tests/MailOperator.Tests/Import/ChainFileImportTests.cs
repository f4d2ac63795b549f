using MailOperator.Import;

namespace MailOperator.Tests.Import;

/// <summary>Postfix reads chain files one after the other, so that a key may stand in a file of its own before its certificates.</summary>
public sealed class ChainFileImportTests
{
    [Theory]
    [InlineData("/p/live/mx/privkey.pem, /p/live/mx/fullchain.pem")]
    [InlineData("/p/mx.key /p/mx.crt")]
    [InlineData("/p/rsa-key.pem /p/mx.pem")]
    [InlineData("/p/rsakey.pem /p/mx.pem")]
    [InlineData("/p/cert.key /p/mx.pem")]
    public void A_key_and_the_certificates_behind_it_are_one_Secret(string files)
    {
        var imported = Import($"smtpd_tls_chain_files = {files}");
        var (key, certificate) = (files.Split([' ', ','])[0], files.Split(' ')[1]);
        var secret = Assert.Single(imported.Objects);
        Assert.Equal(("mx", $"kubectl create secret tls mx --cert={certificate} --key={key}"), (secret.Name, secret.Commands));
        Assert.Equal(["mx"], imported.Resource.Spec.Certificates.Default.Select(source => source.SecretRef?.Name));
    }

    [Fact]
    public void A_chain_of_several_files_is_put_together()
    {
        var imported = Import("smtpd_tls_chain_files = /p/rsa.key /p/rsa.crt /p/ca.crt, /p/ecdsa.key /p/ecdsa.crt");
        Assert.Equal(
            [
                "kubectl create secret tls rsa --cert=<(cat /p/rsa.crt /p/ca.crt) --key=/p/rsa.key",
                "kubectl create secret tls ecdsa --cert=/p/ecdsa.crt --key=/p/ecdsa.key",
            ],
            imported.Objects.Select(secret => secret.Commands));
    }

    [Theory]
    [InlineData("/p/rsa.pem /p/ecdsa.pem")]
    [InlineData("/p/rsa-key-and-cert.pem /p/ecdsa-key-and-cert.pem")]
    [InlineData("/p/rsa.key /p/ecdsa.key")]
    [InlineData("/p/monkey.pem /p/ape.pem")]
    public void Files_with_both_are_a_Secret_each(string files)
    {
        var imported = Import($"smtpd_tls_chain_files = {files}");
        Assert.Equal(2, imported.Resource.Spec.Certificates.Default.Count);
        Assert.All(imported.Objects, secret => Assert.Contains("openssl pkey", secret.Commands, StringComparison.Ordinal));
    }

    [Fact]
    public void So_it_is_in_a_table_of_hosts()
    {
        var imported = Import("tls_server_sni_maps = inline:{ {a.example.com = /p/a.key /p/a.crt}, {b.example.com = /p/a.key, /p/a.crt} }");
        var host = Assert.Single(imported.Resource.Spec.Certificates.Sni);
        Assert.Equal(["a.example.com", "b.example.com"], host.Hosts);
        Assert.Equal("kubectl create secret tls a --cert=/p/a.crt --key=/p/a.key", Assert.Single(imported.Objects).Commands);
    }

    [Fact]
    public void So_it_is_towards_other_servers()
    {
        var imported = Import("smtp_tls_chain_files = /p/client.key /p/client.crt");
        Assert.Equal("kubectl create secret tls client --cert=/p/client.crt --key=/p/client.key", Assert.Single(imported.Objects).Commands);
        Assert.Equal(OutcomeKind.Typed, Assert.Single(imported.Lines, line => line.Entry.Name == "smtp_tls_chain_files").Outcome.Kind);
    }

    private static ImportedServer Import(string main) =>
        PostfixImport.Import(new("main.cf", main + "\n", "master.cf", null), new() { Hostname = "mail.example.com" });
}
