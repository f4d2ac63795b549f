using MailOperator.CertManager;
using MailOperator.Kubernetes.Models;
using MailOperator.Observe;
using MailOperator.Plan;

namespace MailOperator.Tests.Plan;

public sealed class PruningTests
{
    public static TheoryData<IKubernetesObject, ServedApis, ServedApis> Optional => new()
    {
        { new V1Certificate { Metadata = Former }, new() { CertManager = false }, new() { CertManager = true } },
        { new V1PodDisruptionBudget { Metadata = Former }, new() { PolicyV1 = false }, new() { PolicyV1 = true } },
        { new V1beta1PodDisruptionBudget { Metadata = Former }, new() { PolicyV1Beta1 = false }, new() { PolicyV1Beta1 = true } },
    };

    [Theory]
    [MemberData(nameof(Optional))]
    public void What_is_no_longer_planned_is_not_deleted_while_its_API_counts_as_absent(IKubernetesObject former, ServedApis absent, ServedApis present)
    {
        var world = new World(Servers.SelfSigned());
        world.Put(former);
        world.Apis = absent;
        Assert.Empty(Planner.Plan(world.Observe(), world.Settings).Delete);
        world.Apis = present;
        Assert.Equal([former], Planner.Plan(world.Observe(), world.Settings).Delete);
    }

    private static V1ObjectMeta Former => new() { Name = "former", NamespaceProperty = "mail", Uid = "uid-former" };
}
