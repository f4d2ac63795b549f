using System.Text;
using MailOperator.Api;
using MailOperator.Kubernetes.Models;
using MailOperator.Status;

namespace MailOperator.Tests.Plan;

/// <summary>The Secret of the users, which the pods read by themselves.</summary>
public sealed class UsersPlanTests
{
    [Fact]
    public void Users_without_a_hash_are_a_warning_that_tells_their_lines_and_nothing_of_what_is_in_them()
    {
        var world = Serving("alice:{SHA512-CRYPT}$6$salt$hash\ncarol:\nsesame:open\n");

        var warning = Assert.Single(world.Resource.Status!.Warnings, warning => warning.Reason == "UsersMalformed");

        Assert.Equal("spec.authentication.usersSecretRef", warning.Field);
        Assert.Contains("line 2, 3,", warning.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("carol", KubernetesJson.Serialize(world.Resource.Status), StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", KubernetesJson.Serialize(world.Resource.Status), StringComparison.Ordinal);
        // The others log in.
        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
    }

    [Fact]
    public void That_somebody_has_no_hash_is_an_event_once()
    {
        var world = Serving("alice:{SHA512-CRYPT}$6$salt$hash\n");
        var before = world.Resource.Status;
        world.Secrets["users"] = Users("alice:!\n");
        world.Settle();
        var after = world.Resource.Status!;

        Assert.Contains(Announcements.Of(before, after), announcement => announcement is { Warning: true, Reason: "UsersMalformed" });
        Assert.DoesNotContain(Announcements.Of(after, after), announcement => announcement.Reason == "UsersMalformed");
    }

    [Fact]
    public void A_long_list_of_lines_is_cut_short()
    {
        var world = Serving(string.Concat(Enumerable.Repeat("carol:\n", 30)));

        var warning = Assert.Single(world.Resource.Status!.Warnings, warning => warning.Reason == "UsersMalformed");
        Assert.Contains("19, 20 and 10 more,", warning.Message, StringComparison.Ordinal);
    }

    private static World Serving(string users)
    {
        var server = Servers.SelfSigned(1);
        var world = new World(server with
        {
            Spec = server.Spec with
            {
                Listeners = new() { Submission = new() { Enabled = false } },
                Authentication = new() { Type = AuthenticationType.Dovecot, UsersSecretRef = new() { Name = "users" } },
            },
        });
        world.Secrets["users"] = Users(users);
        return world.Settle();
    }

    private static V1Secret Users(string lines) => new()
    {
        Metadata = new() { Name = "users", NamespaceProperty = "mail" },
        Data = new Dictionary<string, byte[]> { ["users"] = Encoding.UTF8.GetBytes(lines) },
    };
}
