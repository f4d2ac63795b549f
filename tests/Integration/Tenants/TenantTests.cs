using MailOperator.Integration.Cluster;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Integration.Tenants;

/// <summary>
/// Nobody who may edit one namespace reaches the servers of another one, or the operator: after each attack the neighbours' servers
/// are what they were, a renewed certificate is served in time, and the operator is the same process, within its memory.
/// </summary>
[Collection(nameof(Unshared))]
public sealed class TenantTests(Arena arena) : IClassFixture<Arena>
{
    private const int Seconds = 30;
    private const int MebiBytes = 256;

    public static TheoryData<string> Names => [.. All.Keys];

    private static IReadOnlyDictionary<string, Attack> All { get; } = new[]
    {
        BorderAttacks.All, PoisonAttacks.All, MaterialAttacks.All, ResourceAttacks.All, RightsAttacks.All, PodAttacks.All, FloodAttacks.All,
    }.SelectMany(attacks => attacks).ToDictionary(attack => attack.Name);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_neighbours_are_unchanged_and_renew_their_certificates_while(string attack)
    {
        var (victim, bystander) = (arena.Victim, arena.Bystander);
        var before = await arena.Stored(bystander);
        await arena.Operator.ForgetPeak();

        await using var end = await arena.Begin(All[attack]);
        var next = await arena.Renew();
        var resource = await victim.IsReady("mx", next.Fingerprint, Seconds);

        var peak = await arena.Operator.PeakMemory();
        Site.Print($"the API server answered him {arena.Tenant.Answers}; the operator's peak was {peak} MiB");
        Assert.Equal(next.Fingerprint, Assert.Single(resource.Status!.Certificates).Fingerprint);
        Assert.Equal(next.Fingerprint, await Site.ServedAt(await Address(victim)));
        Assert.Empty(await arena.Foreign());
        Assert.Equal(before, await arena.Stored(bystander));
        Assert.False(arena.Operator.HasEnded, arena.Operator.Log);
        Assert.True(await arena.Operator.IsHealthy());
        Assert.True(peak < MebiBytes, $"The operator had {peak} MiB.");
        Assert.Equal(All[attack].Allowed, arena.Tenant.Taken > 0);
    }

    private static async Task<string> Address(Site site) =>
        (await site.Kubernetes.GetAsync<V1Pod>(site.Namespace, "mx-0"))!.Status!.PodIP!;
}
