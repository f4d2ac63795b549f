using System.Text;
using MailOperator.Api;
using MailOperator.Examples;
using MailOperator.Kubernetes.Models;
using MailOperator.Status;

namespace MailOperator.Tests.Plan;

/// <summary>Bad keys and certificates reach no pod, however they are bad; <see cref="BadMaterial"/> has the ways.</summary>
public sealed class BadMaterialPlanTests
{
    public static TheoryData<string> Refused { get; } = [.. BadMaterial.All.Where(way => !way.IsServed).Select(way => way.Name)];

    public static TheoryData<string> Served { get; } = [.. BadMaterial.All.Where(way => way.IsServed).Select(way => way.Name)];

    [Theory, MemberData(nameof(Refused))]
    public void Bad_material_is_refused_and_the_last_good_serves_on(string name)
    {
        var (world, way) = Serving(name);
        var good = world.Workload!.Spec!.Template;

        Give(world, way);

        Assert.Equal($"False {way.Reason}", world.Condition(ConditionTypes.Ready));
        Assert.Equal(KubernetesJson.Serialize(good), KubernetesJson.Serialize(world.Workload!.Spec!.Template));
        Assert.Equal(2, world.Pods.Count);
    }

    [Theory, MemberData(nameof(Served))]
    public void What_can_be_put_right_is_served_in_order_and_what_may_work_with_a_warning(string name)
    {
        var (world, way) = Serving(name);

        Give(world, way);

        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
        Assert.Equal(way.Reason is not null, world.Resource.Status!.Warnings.Any(warning => warning.Reason == way.Reason));
        var served = world.Workload!.Spec!.Template!.Spec!.Volumes!.Single(volume => volume.Secret is not null).Secret!.SecretName!;
        var expected = way.Reason is null ? BadMaterial.Good.Key + BadMaterial.Good.Certificate : way.ChainFile;
        Assert.Equal(expected, Encoding.ASCII.GetString(Assert.Single(world.Get<V1Secret>(served)!.Data!).Value));
    }

    [Fact]
    public void Each_way_is_shown_to_the_gate()
    {
        var cases = RepositoryFile.Read("tests/images/cases/gate.sh").Split('\n');
        Assert.All(BadMaterial.All, way => Assert.Contains(
            cases, line => line.StartsWith($"{(way.Effect == BadMaterialEffect.Unverifiable ? "passes" : "fails")} '{way.GateCase}'", StringComparison.Ordinal)));
    }

    private static (World World, BadMaterial Way) Serving(string name)
    {
        var way = BadMaterial.All.Single(way => way.Name == name);
        var world = new World(Servers.FromSecret("tls-0")) { Now = TestAuthority.Now };
        world.Secrets["tls-0"] = Secret(BadMaterial.Good);
        world.Settle();
        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
        return (world, way);
    }

    private static void Give(World world, BadMaterial way)
    {
        world.Secrets.Clear();
        foreach (var (index, pair) in way.Pairs.Index())
            world.Secrets[FormattableString.Invariant($"tls-{index}")] = Secret(pair);
        if (way.Pairs.Count > 1)
        {
            world.Resource = world.Resource with
            {
                Spec = world.Resource.Spec with { Certificates = new() { Default = [.. world.Secrets.Keys.Order().Select(secret => new DefaultCertificate { SecretRef = new() { Name = secret } })] } },
            };
        }
        world.Settle();
    }

    private static V1Secret Secret((string Certificate, string Key) pair) => new()
    {
        Metadata = new() { NamespaceProperty = "mail" },
        Data = new Dictionary<string, byte[]> { ["tls.crt"] = Encoding.ASCII.GetBytes(pair.Certificate), ["tls.key"] = Encoding.ASCII.GetBytes(pair.Key) },
    };
}
