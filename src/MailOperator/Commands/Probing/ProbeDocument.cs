using System.Text.Json.Nodes;
using MailOperator.Kubernetes.Models;
using MailOperator.Postfix.Probe;

namespace MailOperator.Commands.Probing;

/// <summary>A probe for programs.</summary>
internal static class ProbeDocument
{
    /// <summary>Every fact, under names that stay.</summary>
    public static JsonObject Of(ProbeReport report, DateTimeOffset now) => new()
    {
        ["host"] = report.Target.Host,
        ["port"] = report.Target.Port,
        ["handshake"] = report.Target.EffectiveHandshake == Handshake.Implicit ? "Implicit" : "StartTls",
        ["serverName"] = report.Target.ServerName,
        ["satisfies"] = report.Satisfies,
        ["outcome"] = report.Outcome.ToString(),
        ["message"] = report.Message,
        ["verificationError"] = report.VerificationError,
        ["protocol"] = report.Protocol,
        ["cipher"] = report.Cipher,
        ["fingerprint"] = report.Fingerprint,
        ["notAfter"] = Time(report.NotAfter),
        ["daysLeft"] = ProbeFindings.DaysLeft(report, now),
        ["dnsNames"] = Texts(report.DnsNames),
        ["authOfferedBeforeTls"] = report.AuthOfferedBeforeTls,
        ["capabilitiesBeforeTls"] = Texts(report.CapabilitiesBeforeTls),
        ["capabilitiesInTls"] = Texts(report.CapabilitiesInTls),
        ["warnings"] = Texts(ProbeFindings.Warnings(report)),
        ["chain"] = new JsonArray([.. report.Chain.Select(element => new JsonObject
        {
            ["subject"] = element.Subject,
            ["issuer"] = element.Issuer,
            ["fingerprint"] = element.Fingerprint,
            ["notBefore"] = Time(element.NotBefore),
            ["notAfter"] = Time(element.NotAfter),
        })]),
    };

    private static JsonNode? Time(DateTimeOffset? time) => time is { } known ? KubernetesJson.ToNode(known) : null;

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
