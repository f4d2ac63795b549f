using MailOperator.Kubernetes.Models;
using MailOperator.Plan;

namespace MailOperator.Tests.Plan;

public sealed class PrerequisitesTests
{
    [Fact]
    public void A_renewed_certificate_waits_for_what_its_pods_are_made_of_alone()
    {
        var world = Serving();
        world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now);

        Assert.Equal(["ConfigMap", "Secret"], Needed(Passed(world)));
    }

    [Fact]
    public void Another_configuration_waits_for_the_ways_to_it_as_well()
    {
        var world = Serving();
        var listeners = world.Resource.Spec.Listeners;
        world.Resource = world.Resource with
        {
            Spec = world.Resource.Spec with { Listeners = listeners with { Mx = listeners.Mx with { Port = 2525 } } },
        };

        Assert.Equal(["NetworkPolicy", "ConfigMap", "Secret", "Service", "Service"], Needed(Passed(world)));
    }

    [Fact]
    public void The_first_pods_wait_for_their_firewall_and_their_account_but_not_for_a_Service()
    {
        var world = new World(Servers.FromSecret("mx1-tls"));
        world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now);

        Assert.Equal(["ServiceAccount", "NetworkPolicy", "ConfigMap", "Secret"], Needed(Passed(world, withAccount: false)));
    }

    private static World Serving()
    {
        var world = new World(Servers.FromSecret("mx1-tls"));
        world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now);
        return world.Settle();
    }

    // The plan in which the StatefulSet is to run the candidate.
    private static Intent Passed(World world, bool withAccount = true)
    {
        while (true)
        {
            var intent = Planner.Plan(world.Observe(), world.Settings);
            if (intent.Situation!.RollsCandidate)
            {
                return withAccount ? intent : intent with
                {
                    Situation = intent.Situation with
                    {
                        Observed = intent.Situation.Observed with { Owned = [.. intent.Situation.Observed.Owned.Where(owned => owned is not V1ServiceAccount)] },
                    },
                };
            }

            world.Step();
        }
    }

    private static IEnumerable<string?> Needed(Intent intent)
    {
        var set = intent.Apply.OfType<V1StatefulSet>().Single();
        return intent.Apply.Where(missing => Prerequisites.Needs(intent, set, missing)).Select(missing => missing.Kind);
    }
}
