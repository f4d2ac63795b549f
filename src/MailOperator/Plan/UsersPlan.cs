using System.Globalization;
using MailOperator.Api;
using MailOperator.Naming;
using MailOperator.Observe;
using MailOperator.Postfix;

namespace MailOperator.Plan;

/// <summary>What becomes of the Secret of <c>spec.authentication.usersSecretRef</c>, which the pods read by themselves.</summary>
public static class UsersPlan
{
    /// <summary>Reason of the warning that lines of the Secret hold no hash, so that nobody logs in by them.</summary>
    public const string Malformed = "UsersMalformed";

    private const string Field = "spec.authentication.usersSecretRef";

    /// <summary>More of them would only hide the others' warnings.</summary>
    private const int MostLines = 20;

    /// <summary>What keeps the server from being served; null where nothing does.</summary>
    public static Problem? Problem(Observation observed) => Name(observed) is not { } name ? null
        : !observed.Secrets.TryGetValue(name, out var users)
            ? new(Field, "UsersSecretNotFound", $"Secret {name} does not exist: create it with the key {Names.UsersKey}, a line name:{{SHA512-CRYPT}}hash for each user.", Absent: true)
            : users.Data?.ContainsKey(Names.UsersKey) == true ? null
            : new(Field, "UsersKeyMissing", $"Secret {name} has no key {Names.UsersKey}: add it, with a line name:{{SHA512-CRYPT}}hash for each user.");

    /// <summary>Who cannot log in though there is a line for them. Who has a hash can, so that it stands in nobody else's way.</summary>
    public static IReadOnlyList<Problem> Warnings(Observation observed)
    {
        if (Name(observed) is not { } name || observed.Secrets.GetValueOrDefault(name)?.Data?.GetValueOrDefault(Names.UsersKey) is not { } users
            || UsersFile.Unfit(users) is not { Count: > 0 } lines)
            return [];
        var numbers = string.Join(", ", lines.Take(MostLines).Select(line => line.ToString(CultureInfo.InvariantCulture)));
        var more = lines.Count > MostLines ? string.Create(CultureInfo.InvariantCulture, $" and {lines.Count - MostLines} more") : "";
        return
        [
            new(
                Field,
                Malformed,
                $"Secret {name}, key {Names.UsersKey}: nobody logs in by line {numbers}{more}, which is not name:{{SCHEME}}hash. "
                    + "Write name:{SHA512-CRYPT} and the output of `openssl passwd -6`, or remove the line."),
        ];
    }

    private static string? Name(Observation observed) =>
        observed.Resource.Spec.Authentication is { Type: AuthenticationType.Dovecot } authentication ? authentication.UsersSecretRef!.Name : null;
}
