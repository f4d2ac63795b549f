using MailOperator.Kubernetes.Models;
using MailOperator.Plan;

namespace MailOperator.Tests.Plan;

public sealed class SupportPlanTests
{
    [Theory]
    [InlineData(true, false, "policy/v1")]
    [InlineData(true, true, "policy/v1")]
    [InlineData(false, true, "policy/v1beta1")]
    [InlineData(false, false, null)]
    public void A_disruption_budget_is_written_in_a_version_that_is_served_or_not_at_all(bool v1, bool v1beta1, string? version)
    {
        var world = new World(Servers.SelfSigned()) { Apis = new() { PolicyV1 = v1, PolicyV1Beta1 = v1beta1 } };
        var planned = Planner.Plan(world.Observe(), world.Settings).Apply;
        Assert.Equal(version, planned.SingleOrDefault(value => value.Kind == "PodDisruptionBudget")?.ApiVersion);
        Assert.Contains(planned, value => value is V1ServiceAccount);
    }
}
