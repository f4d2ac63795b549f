namespace MailOperator.Postfix.Certificates.Checks;

/// <summary>The rules about what a certificate must be good for, in order; the first violation wins.</summary>
internal static class UseChecks
{
    private static readonly CertificateCheck[] Chain = [LeafIsForItsUse, LeafHasBegun, LeafHasNotEnded, NamesAreCovered];

    public static CertificateFinding? FirstViolation(JudgedPair pair, CertificateRequirements requirements) =>
        Chain.Select(check => check(pair, requirements)).FirstOrDefault(violation => violation is not null);

    private static CertificateFinding? LeafIsForItsUse(JudgedPair pair, CertificateRequirements requirements) =>
        requirements.ForClients || pair.Leaf!.Usage is { ForServers: true, MaySign: true }
            ? null
            : new(
                CertificateReason.NotForServers,
                "the certificate's key usage does not allow a TLS server: "
                + "have it issued with the extended key usage serverAuth and the key usage digitalSignature");

    private static CertificateFinding? LeafHasBegun(JudgedPair pair, CertificateRequirements requirements) =>
        requirements.Now < pair.Leaf!.NotBefore
            ? new(
                CertificateReason.NotYetValid,
                $"the certificate is not valid before {Printable.Time(pair.Leaf.NotBefore)}: "
                + "wait until then, or check the clock of its issuer")
            : null;

    private static CertificateFinding? LeafHasNotEnded(JudgedPair pair, CertificateRequirements requirements) =>
        requirements.Now > pair.Leaf!.NotAfter
            ? new(CertificateReason.Expired, $"the certificate expired at {Printable.Time(pair.Leaf.NotAfter)}: renew it")
            : null;

    private static CertificateFinding? NamesAreCovered(JudgedPair pair, CertificateRequirements requirements)
    {
        var names = pair.Leaf!.Names;
        if (requirements.Hosts.FirstOrDefault(host => !names.Cover(host) && !names.CoverByCommonName(host)) is not { } missing)
            return null;

        var present = string.Join(", ", names.DnsNames.Take(5));
        return new(
            CertificateReason.NameMismatch,
            $"the certificate is not for {Printable.Text(missing)} "
            + $"but for {(present.Length > 0 ? present : names.CommonName ?? "no name at all")}"
            + $"{(names.DnsNames.Count > 5 ? " and others" : "")}: have it issued with that name, or ask for one that it has");
    }
}
