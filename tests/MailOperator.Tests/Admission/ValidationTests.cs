using FsCheck;
using FsCheck.Fluent;
using MailOperator.Admission;

namespace MailOperator.Tests.Admission;

public sealed class ValidationTests
{
    public static TheoryData<string, string, string> Broken => RuleExamples.Broken;

    public static TheoryData<string> Kept => RuleExamples.Kept;

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_rule_names_the_field_and_the_remedy(string rule, string change, string field)
    {
        var violations = Validation.Check(Manifest.Resource(change));

        var violation = Assert.Single(violations, violation => violation.Reason == rule && violation.Field == field);
        Assert.Matches(@"[.] [A-Z][^.]+.*[.?]$", violation.Message);
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public void A_resource_within_the_rules_has_no_error(string change) =>
        Assert.DoesNotContain(Validation.Check(Manifest.Resource(change)), violation => violation.Severity == Severity.Error);

    [Fact]
    public void A_good_resource_has_no_warning_either() => Assert.Empty(Validation.Check(Manifest.Resource("")));

    [Theory]
    [InlineData("securityLevel: May, relayHost: {host: smtp.example.net, credentialsSecretRef: {name: relay}}")]
    [InlineData("securityLevel: Encrypt, relayHost: {host: smtp.example.net}")]
    [InlineData("securityLevel: Encrypt, relayHost: {host: 192.0.2.1, credentialsSecretRef: {name: relay}}, policies: "
        + "[{domain: '[192.0.2.1]:587', level: Fingerprint, fingerprints: [a000000000000000000000000000000000000000000000000000000000000000]}]")]
    public void A_relay_host_that_is_verified_or_gets_no_password_needs_no_warning(string outbound) =>
        Assert.DoesNotContain(Validation.Check(Manifest.Resource($"spec: {{outbound: {{{outbound}}}}}")), violation =>
            violation.Reason.StartsWith("RelayHost", StringComparison.Ordinal));

    [Theory]
    [InlineData("spec: {workload: {image: 'example.com/postfix:1'}, postfix: {mainCf: {virtual_alias_maps: 'texthash:/etc/postfix/virtual'}}}")]
    [InlineData("spec: {postfix: {mainCf: {smtpd_milters: 'inet:rspamd.mail.svc:11332', address_verify_map: 'proxy:unix:private/verify'}}}")]
    [InlineData("spec: {postfix: {mainCf: {header_checks: 'regexp:{{/^Received: from localhost:25/ IGNORE}}', mydestination: 'localhost, mail.example.com'}}}")]
    [InlineData("spec: {listeners: {mx: {postscreen: {enabled: true, dnsBlockListAction: Enforce, dnsBlockLists: [{domain: bl.example.org, reply: 127.0.0.2}, "
        + "{domain: wl.example.org, weight: -2}]}}}}")]
    public void What_pods_have_needs_no_warning(string change) =>
        Assert.DoesNotContain(Validation.Check(Manifest.Resource(change)), violation =>
            violation.Reason is "AddressOfThePod" or "FileOfTheImage" or "DnsBlockListAnyReply");

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("3.9", null, true)]
    [InlineData("3.10", null, false)]
    [InlineData("3.10", "3.9", true)]
    [InlineData("3.9", "3.10", false)]
    [InlineData("3.9.5", null, true)]
    [InlineData("3.10.5", null, false)]
    [InlineData(null, "3.10.0", false)]
    public void A_resource_that_names_no_version_is_judged_by_that_of_the_image(string? ofTheImage, string? named, bool refused)
    {
        var resource = Manifest.Resource("spec: {outbound: {tlsReports: {enabled: true}}" + (named is null ? "}" : $", postfix: {{version: '{named}'}}}}"));

        var violations = Validation.Check(resource, ofTheImage is null ? null : MailOperator.Postfix.PostfixVersion.Parse(ofTheImage));

        Assert.Equal(refused, violations.Any(violation => violation.Reason == "TlsReportsVersion"));
    }

    [Fact]
    public void Each_rule_has_a_name_of_its_own_and_an_example()
    {
        var names = Validation.Rules.Select(rule => rule.Name).ToArray();

        Assert.Equal(names.Distinct(), names);
        Assert.Equal(names.Order(), RuleExamples.Broken.Select(row => row.Data.Item1).Distinct().Order());
    }

    [Fact]
    public void Nothing_makes_the_rules_throw() =>
        Prop.ForAll(ArbitraryResource.Arbitrary, resource => Validation.Check(resource).All(violation => violation.Message.Length > 0))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
