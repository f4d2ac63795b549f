using MailOperator.Admission;

namespace MailOperator.Tests.Admission;

public sealed class ResourceReaderTests
{
    [Fact]
    public void A_good_manifest_is_read_with_its_defaults()
    {
        var document = Assert.Single(ResourceReader.Read(Manifest.Good));

        Assert.True(document.IsAccepted, string.Join('\n', document.Violations));
        Assert.Equal(587, document.Resource!.Spec.Listeners.Submission.Port);
        Assert.Equal("mail", document.Resource.Metadata.NamespaceProperty);
    }

    [Theory]
    [InlineData("  hostname: mail.example.com", "  hostnam: mail.example.com", "spec.hostnam", "line 5, column 3", "Did you mean hostname?")]
    [InlineData("  hostname: mail.example.com", "  {}", "", "line 6, column 3", "neither YAML nor JSON")]
    [InlineData("  hostname: mail.example.com", "  hostname: 1.5", "spec.hostname", "line 5, column 3", "Put it in quotes")]
    [InlineData("  hostname: mail.example.com", "  hostname: a", "spec.hostname", "line 5, column 3", "at least 4")]
    [InlineData("  hostname: mail.example.com", "  hostname: mail.example.com.", "spec.hostname", "line 5, column 3", "trailing dot")]
    [InlineData("  hostname: mail.example.com\n", "", "spec.hostname", "line 4, column 1", "missing")]
    [InlineData("kind: MailServerTls\n", "", "kind", "line 1, column 1", "The kind is missing or no text. Give MailServerTls.")]
    [InlineData("kind: MailServerTls", "kind: MailServerTLS", "kind", "line 2, column 1", "'MailServerTLS' is no kind here. Did you mean MailServerTls?")]
    [InlineData("mailoperator.io/v1alpha1", "mailoperator.io/v1", "apiVersion", "line 1, column 1", "'mailoperator.io/v1' is not served. Give mailoperator.io/v1alpha1.")]
    [InlineData("apiVersion: mailoperator.io/v1alpha1\n", "", "apiVersion", "line 1, column 1", "The version is missing or no text. Give mailoperator.io/v1alpha1.")]
    [InlineData("{name: mx1, namespace: mail}", "{namespace: mail}", "metadata.name", "line 3, column 1", "no name")]
    [InlineData("namespace: mail", "namespace: Bad NS", "metadata.namespace", "line 3, column 23", "'Bad NS' is no name of a namespace. Give up to 63")]
    [InlineData("namespace: mail", "namespace: mail.example", "metadata.namespace", "line 3, column 23", "Give up to 63")]
    [InlineData("namespace: mail", "namespace: a-234567890-234567890-234567890-234567890-234567890-234567890123", "metadata.namespace", "line 3, column 23", "Give up to 63")]
    [InlineData("{name: mx1, namespace: mail}", "{name: mx1, labels: {a: 1}}", "metadata.labels[a]", "line 3, column 32", "Put it in quotes")]
    [InlineData("  hostname: mail.example.com", "  hostname: \"mail\\n.example.com\"", "spec.hostname", "line 5, column 3", "'mail\\n.example.com' has the wrong form.")]
    [InlineData("  hostname: mail.example.com", "  hostname: mail.example.com\n\tb: c", "", "line 6, column 1", "This is neither YAML nor JSON: ")]
    [InlineData("submission: {enabled: true}", "submission: {enabled: 'yes'}", "spec.listeners.submission.enabled", "line 10, column 18", "Remove the quotes")]
    [InlineData("submission: {enabled: true}", "submission: {enabled: true, port: 70000}", "spec.listeners.submission.port", "line 10, column 33", "1 to 65535")]
    [InlineData("submission: {enabled: true}", "submission: {enabled: true, port: 99999999999999999999}", "spec.listeners.submission.port", "line 10, column 33", "is out of range. Give 1 to 65535")]
    [InlineData("submission: {enabled: true}", "submission: {enabled: true, port: -99999999999999999999}", "spec.listeners.submission.port", "line 10, column 33", "is out of range. Give 1 to 65535")]
    [InlineData("submission: {enabled: true}", "submission: {enabled: true, port: '587'}", "spec.listeners.submission.port", "line 10, column 33", "Remove the quotes")]
    [InlineData("type: Dovecot", "type: Cyrus", "spec.authentication.type", "line 12, column 20", "None or Dovecot")]
    [InlineData("type: Dovecot", "mechanisms: [PLAIN, PLAIN], type: Dovecot", "spec.authentication.mechanisms[1]", "line 12, column 40", "Remove one")]
    [InlineData("[10.0.0.0/8,", "[10.0.0.0,", "spec.network.trustedNetworks[0]", "line 13, column 31", "192.0.2.1/32")]
    [InlineData("[10.0.0.0/8,", "[10.0.0.1/8,", "spec.network.trustedNetworks[0]", "line 13, column 31", "10.0.0.0/8")]
    public void A_fault_is_told_with_its_field_its_place_and_a_remedy(string good, string bad, string field, string place, string remedy)
    {
        Assert.Contains(good, Manifest.Good, StringComparison.Ordinal);
        var document = Assert.Single(ResourceReader.Read(Manifest.Good.Replace(good, bad, StringComparison.Ordinal)));

        Assert.False(document.IsAccepted);
        var fault = document.Violations.First(placed => placed.Violation.Severity == Severity.Error);
        Assert.Equal(field, fault.Violation.Field);
        Assert.Equal(place, fault.Place?.ToString());
        Assert.Contains(remedy, fault.Violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unquoted_yes_in_mainCf_is_told_to_be_a_boolean()
    {
        var text = Manifest.Good + "\n  postfix:\n    mainCf:\n      smtputf8_enable: yes\n";

        var fault = Assert.Single(Assert.Single(ResourceReader.Read(text)).Violations);

        Assert.Equal("spec.postfix.mainCf[smtputf8_enable]", fault.Violation.Field);
        Assert.Equal("line 16, column 7", fault.Place?.ToString());
        Assert.Contains("unquoted, yes", fault.Violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Documents_of_other_kinds_are_passed_over() =>
        Assert.True(Assert.Single(ResourceReader.Read("apiVersion: v1\nkind: Secret\n---\n" + Manifest.Good + "\n---\n")).IsAccepted);

    [Fact]
    public void Two_resources_are_two_documents() =>
        Assert.Equal(2, ResourceReader.Read(Manifest.Good + "\n---\n" + Manifest.Good).Count(document => document.IsAccepted));

    [Fact]
    public void Items_of_a_list_are_documents()
    {
        var items = string.Join('\n', Manifest.Good.Replace("hostname: mail.example.com", "hostname: mail", StringComparison.Ordinal).Split('\n').Select(line => "  " + line));

        var document = Assert.Single(ResourceReader.Read("apiVersion: v1\nkind: List\nitems:\n-" + items[1..]));

        Assert.Equal("line 8, column 5", document.Violations.Single(placed => placed.Violation.Field == "spec.hostname").Place?.ToString());
    }

    [Fact]
    public void JSON_is_read_as_well()
    {
        var json = Manifest.Changed("").ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true, IndentCharacter = '\t', IndentSize = 1 });

        Assert.True(Assert.Single(ResourceReader.Read(json)).IsAccepted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("---\n---\n")]
    [InlineData("apiVersion: v1\nkind: Secret\n")]
    public void A_text_without_a_resource_is_told(string text) =>
        Assert.Contains("Give a manifest of mailoperator.io/v1alpha1", Assert.Single(Assert.Single(ResourceReader.Read(text)).Violations).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("a: &x [1]\nb: *x\n", "This cannot be read: the alias *x is not allowed: write the value out. ")]
    [InlineData("a: 1\na: 2\n", "This cannot be read: Duplicate key a. Correct it.")]
    [InlineData("? [a]\n: 1\n", "This cannot be read: a key must be text. Correct it.")]
    [InlineData("a: !!python/object:os.system {}\n", "This cannot be read: the tag !!python/object:os.system is not allowed: leave it out. ")]
    [InlineData("a: !secret b\n", "the tag !secret is not allowed")]
    [InlineData("a: [!!binary aGk=]\n", "the tag !!binary is not allowed")]
    [InlineData("!!set {a: b}\n", "the tag !!set is not allowed")]
    [InlineData("a: b\n\0", "line 2, column 1: This is neither YAML nor JSON: there is a NUL character. Correct it.")]
    [InlineData("a: [\n", "This is neither YAML nor JSON: While parsing a node, did not find expected node content. Correct it.")]
    [InlineData("a: {{ .Values.a }}\n", "This cannot be read: a key must be text. Where {{ begins an action, render the template first.")]
    [InlineData("{{- if .Values.a }}\na: b\n{{- end }}\n", "Where {{ begins an action, render the template first.")]
    [InlineData("- a\n- b\n", "apiVersion, kind, metadata and spec")]
    [InlineData("just text", "apiVersion, kind, metadata and spec")]
    public void Text_of_another_shape_is_told(string text, string message) =>
        Assert.Contains(message, Assert.Single(Assert.Single(ResourceReader.Read(text)).Violations).ToString(), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("a: b\nc:\n  d:\n\t- e\n", "line 4, column 1")]
    [InlineData("a: b\nc:\n  d: e: f\n", "line 3, column 7")]
    [InlineData("a: b\nc: \"d\n  e\n", "line 2, column 4")]
    [InlineData("a: b\nc: [\n", "line 3, column 1")]
    [InlineData("a: b\nc: [d,\n  e\nf: g\n", "line 4, column 1")]
    public void A_fault_of_syntax_is_told_where_it_shows(string text, string place) =>
        Assert.Equal(place, Assert.Single(Assert.Single(ResourceReader.Read(text)).Violations).Place?.ToString());

    [Theory]
    [InlineData("\0")]
    [InlineData("\n\0\0")]
    [InlineData("\0\n---\nkind: Other\n")]
    public void A_good_manifest_with_a_NUL_behind_it_is_refused(string tail) =>
        Assert.False(Assert.Single(ResourceReader.Read(Manifest.Good + tail)).IsAccepted);

    [Fact]
    public void A_tag_that_says_what_the_value_looks_like_is_taken()
    {
        var text = Manifest.Good.Replace("hostname: ", "hostname: !!str ", StringComparison.Ordinal).Replace("spec:", "spec: !!map", StringComparison.Ordinal);
        Assert.True(Assert.Single(ResourceReader.Read(text)).IsAccepted);
        var number = Manifest.Good + "\n  postfix: {mainCf: {mime_nesting_limit: !!str 5}}\n";
        Assert.True(Assert.Single(ResourceReader.Read(number)).IsAccepted);
    }

    [Fact]
    public void A_message_about_no_field_begins_with_no_field() =>
        Assert.StartsWith(
            "line 1, column 1: A manifest has ", Assert.Single(Assert.Single(ResourceReader.Read("just text")).Violations).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Text_that_nests_without_end_is_told(string opening) =>
        Text_of_another_shape_is_told(string.Concat(Enumerable.Repeat(opening, 50_000)), "This cannot be read: nested deeper than 64 levels");
}
