using System.Net;
using System.Text.Json.Nodes;
using MailOperator.Api.Status;
using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;

namespace MailOperator.Integration;

/// <summary>What the API server takes, what it fills in, what it refuses, and what the operator says of the rest.</summary>
public sealed class AdmissionTests(AdmissionTests.Server server) : IClassFixture<AdmissionTests.Server>
{
    /// <summary>Outside of what the schema allows: refused by every API server.</summary>
    public static TheoryData<string, string> Refused => new()
    {
        { """{"spec":{"tls":{"profile":"Strongest"}}}""", "spec.tls.profile" },
        { """{"spec":{"outbound":{"securityLevel":"Always"}}}""", "spec.outbound.securityLevel" },
        { """{"spec":{"listeners":{"mx":{"port":70000}}}}""", "spec.listeners.mx.port" },
        { """{"spec":{"workload":{"replicas":-1}}}""", "spec.workload.replicas" },
        { """{"spec":{"hostname":"mail_example.com"}}""", "spec.hostname" },
        { """{"spec":{"certificates":{"default":[]}}}""", "spec.certificates.default" },
        { """{"spec":{"workload":{"drain":{"delay":"soon"}}}}""", "spec.workload.drain.delay" },
    };

    /// <summary>Each field is allowed, together they are not: by CEL where the API server has it, else told by the operator.</summary>
    public static TheoryData<string, string, string> Combinations => new()
    {
        { """{"spec":{"listeners":{"mx":{"enabled":false}}}}""", "NoListener", "spec.listeners" },
        { """{"spec":{"authentication":{"type":"Dovecot"}}}""", "", "spec.authentication" },
        { """{"spec":{"listeners":{"submission":{"enabled":true,"port":25}},"authentication":{"type":"Dovecot","usersSecretRef":{"name":"users"}}}}""", "DuplicatePort", "spec.listeners.submission.port" },
        { """{"spec":{"outbound":{"securityLevel":"Fingerprint"}}}""", "", "spec.outbound.securityLevel" },
        { """{"spec":{"tls":{"profile":"Modern"}}}""", "ModernOnMx", "spec.tls.profile" },
        { """{"spec":{"listeners":{"mx":{"tlsMode":"Required"}}}}""", "RequiredOnPublicMx", "spec.listeners.mx.tlsMode" },
        { """{"spec":{"certificates":{"default":[{"selfSigned":{},"secretRef":{"name":"both"}}]}}}""", "", "spec.certificates.default[0]" },
        { """{"spec":{"network":{"trustedNetworks":["0.0.0.0/0"]}}}""", "", "spec.network.trustedNetworks" },
        { """{"spec":{"postfix":{"mainCf":{"smtpd_tls_security_level":"none"}}}}""", "", "spec.postfix.mainCf" },
        { """{"spec":{"postfix":{"mainCf":{"smtpd_tls_securty_level":"may"}}}}""", "", "spec.postfix.mainCf" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_the_schema_does_not_allow_is_refused_with_the_field(string patch, string field)
    {
        var site = server.Site;
        var (status, message) = await site.Api.Refusal(HttpMethod.Patch, site.Server("mx"), JsonNode.Parse(patch)!, "application/merge-patch+json");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(field, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_server_fills_in_the_defaults()
    {
        var site = server.Site;
        var spec = (await site.Api.Get(site.Server("mx")))["spec"]!;

        Assert.Equal("Intermediate", (string?)spec["tls"]!["profile"]);
        Assert.Equal("May", (string?)spec["outbound"]!["securityLevel"]);
        Assert.Equal("None", (string?)spec["authentication"]!["type"]);
        Assert.Equal((true, 25, "Opportunistic"), ((bool)spec["listeners"]!["mx"]!["enabled"]!, (int)spec["listeners"]!["mx"]!["port"]!, (string?)spec["listeners"]!["mx"]!["tlsMode"]));
        Assert.Equal((587, 465), ((int)spec["listeners"]!["submission"]!["port"]!, (int)spec["listeners"]!["submissions"]!["port"]!));
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task A_bad_combination_is_refused_or_told_and_what_serves_stays(string patch, string reason, string field)
    {
        var site = server.Site;
        var good = await site.IsReady("mx");
        var before = await Objects(good.Metadata.Uid!);
        var spec = (await site.Api.Get(site.Server("mx")))["spec"]!.DeepClone();

        var (status, message) = await site.Api.Refusal(HttpMethod.Patch, site.Server("mx"), JsonNode.Parse(patch)!, "application/merge-patch+json");
        if (status == HttpStatusCode.UnprocessableEntity)
        {
            Site.Print($"refused: {message}");
            // Of a rule in CEL the server names the object that has it, which holds the field.
            var place = message.Split(" is invalid: ")[1].Split(": ")[0];
            Assert.StartsWith(place, field, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(HttpStatusCode.OK, status);
        var told = await site.Is("mx", changed => Site.Says(changed, "Ready", ConditionStatus.False), "not Ready");
        var ready = told.Status!.Conditions.Single(condition => condition.Type == "Ready");
        Site.Print($"{ready.Reason}: {ready.Message}");
        Assert.Contains(field, ready.Message, StringComparison.Ordinal);
        if (reason.Length > 0)
            Assert.Equal(reason, ready.Reason);
        Assert.True(Site.Says(told, "Stalled", ConditionStatus.True));
        Assert.Equal(before, await Objects(good.Metadata.Uid!));

        var mended = await site.Api.Get(site.Server("mx"));
        mended["spec"] = spec;
        await site.Api.Replace(site.Server("mx"), mended);
        await site.IsReady("mx");
    }

    private async Task<IReadOnlyList<string>> Objects(string uid) =>
        [.. (await server.Site.Owned(uid)).Select(item => $"{item.Value["metadata"]!["uid"]} {Planned.Text(item.Value)}")];

    /// <summary>A server that is good to begin with.</summary>
    public sealed class Server(ControlPlane cluster) : IAsyncLifetime
    {
        internal Site Site { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Site = await Site.Running(cluster, "admission");
            await Site.Apply(Sample.SelfSigned("mx", replicas: 1));
            await Site.IsReady("mx");
        }

        public ValueTask DisposeAsync() => Site?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
