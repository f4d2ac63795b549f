using System.Text.Json;
using System.Text.Json.Nodes;
using MailOperator.Api.Status;
using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;

namespace MailOperator.Integration;

/// <summary>Private keys and users' password hashes are in the Secrets that are there for them, and nowhere else.</summary>
public sealed class SecrecyTests(ControlPlane cluster)
{
    [Fact]
    public async Task Private_keys_and_users_are_in_no_log_event_status_metric_or_configuration()
    {
        await using var site = await Site.Running(cluster, "secrecy", "--log-level=Trace", "--log-format=json");
        var good = await site.ApplySecretRef("mx", replicas: 1);
        await site.IsReady("mx");
        var users = Sample.Users("mx-users");
        const string PasswordHash = "$6$saltsaltsaltsalt$QvXzW8jYk3mN5pRt7uZa1bCd2eFg4hJk6lMn8oPq0rSt2uVw4xYz6AbC8dEf0gHi2jKl4mNo6pQr8sTu0vWx2y";
        users["stringData"] = new JsonObject { ["users"] = $"alice:{{SHA512-CRYPT}}{PasswordHash}\n" };
        await site.Apply(users);
        await site.Apply(Sample.SelfSigned("own", replicas: 1));
        var own = await site.IsReady("own");
        // Mistakes of the kind that end in messages: an encrypted key, the key in the place of the certificate, a truncated one.
        var (encrypted, swapped, cut) = (Certificate.New().Encrypted(), Certificate.New(), Certificate.New());
        await Becomes(site, encrypted, "KeyEncrypted");
        await Becomes(site, swapped with { ChainPem = swapped.KeyPem + swapped.ChainPem }, null);
        await Becomes(site, cut with { KeyPem = cut.KeyPem[..^60] + "\n" }, null);
        var last = Certificate.New();
        await site.Apply(last.Secret("mx-tls"));
        var resource = await site.IsReady("mx", last.Fingerprint);
        // And the key in the resource itself, which its author then has published; the operator does not spread it.
        var astray = Certificate.New();
        await site.Api.Merge(site.Server("mx"), new JsonObject
        {
            ["spec"] = new JsonObject { ["postfix"] = new JsonObject { ["mainCf"] = new JsonObject { ["smtpd_tls_key_file"] = astray.KeyPem.ReplaceLineEndings("") } } },
        }.ToJsonString());
        await site.Is("mx", changed => Site.Says(changed, "Ready", ConditionStatus.False), "not Ready");

        var made = (await site.Api.Get(site.Core("secrets", "own-default-ecdsa-self-signed")))["data"]!["tls.key"]!;
        var search = new KeySearch([good.KeyPem, encrypted.KeyPem, swapped.KeyPem, cut.KeyPem, last.KeyPem, astray.KeyPem, System.Text.Encoding.ASCII.GetString(Convert.FromBase64String((string)made!))], [PasswordHash]);
        var places = new Dictionary<string, string>
        {
            ["log"] = site.Operator.Log,
            ["metrics"] = await site.Operator.Metrics(),
            ["events"] = (await site.Api.Get(site.Core("events"))).ToJsonString(),
            ["status of mx"] = (await site.Api.Get(site.Server("mx")))["status"]!.ToJsonString(),
            ["status of own"] = (await site.Api.Get(site.Server("own")))["status"]!.ToJsonString(),
        };
        foreach (var uid in new[] { resource.Metadata.Uid!, own.Metadata.Uid! })
        {
            foreach (var (key, item) in (await site.Owned(uid)).Where(item => !item.Key.StartsWith("Secret/", StringComparison.Ordinal)))
                places[key] = item.ToJsonString();
        }

        foreach (var (place, text) in places)
            Site.Print($"{text.Length,8} characters: {place}");
        Assert.All(places, place => Assert.Null(search.Find(place.Value)));
        // And the log is the talkative one: calls, watches, decisions and probes are in it.
        foreach (var trace in new[] { "Every cache has synced", "mx-tls, resourceVersion", "bytes received", "generation 1: candidate", "planned", "secrets" })
            Assert.Contains(trace, places["log"], StringComparison.Ordinal);
        Assert.DoesNotContain("Microsoft.AspNetCore", places["log"], StringComparison.Ordinal);
        Assert.Contains("KeyEncrypted", places["events"], StringComparison.Ordinal);

        // The search does find what is there.
        var secret = (await site.Api.Get(site.Core("secrets", "mx-tls"))).ToJsonString();
        Assert.NotNull(search.Find(secret));
        Assert.NotNull(search.Find((await site.Api.Get(site.Core("secrets", "mx-users"))).ToJsonString()));
        Assert.NotNull(search.Find(users.ToJsonString()));
        Assert.NotNull(search.Find(JsonSerializer.Serialize(last.KeyPem)));
        Assert.NotNull(search.Find(last.KeyPem[60..110].Replace("\n", "", StringComparison.Ordinal)));
    }

    private static async Task Becomes(Site site, Certificate certificate, string? reason)
    {
        await site.Apply(Certificate.New().Secret("mx-tls"));
        await site.IsReady("mx");
        await site.Apply(certificate.Secret("mx-tls"));
        var resource = await site.Is("mx", changed => Site.Says(changed, "CertificatesValid", ConditionStatus.False, reason), reason ?? "not valid");
        Site.Print(resource.Status!.Conditions.Single(condition => condition.Type == "CertificatesValid").Message);
    }
}
