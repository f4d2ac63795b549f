namespace MailOperator.Architecture;

/// <summary>
/// The rooms of the operator (the folders of src/MailOperator), and which others each may use, those below using those above: what
/// is observed is planned for, the plan is told as a status, and both are applied. A new room needs a line here.
/// </summary>
internal static class Rooms
{
    /// <summary>The types directly in <c>MailOperator</c>: the controller, which goes the way once around.</summary>
    private const string Controller = "(controller)";

    private const string Everything = "*";

    public static IReadOnlyDictionary<string, string[]> MayUse { get; } = new Dictionary<string, string[]>
    {
        // What is written down.
        ["Api"] = [],
        ["Yaml"] = [],
        ["Crd"] = ["Api"],
        ["Admission"] = ["Api", "Crd", "Yaml"],
        ["Naming"] = ["Api"],
        ["CertManager"] = ["Api", "Naming"],
        ["Server"] = ["Api", "Naming"],
        ["Import"] = ["Admission", "Api", "Server", "Yaml"],

        // What sees the cluster.
        ["Roll"] = [],
        ["Owned"] = ["CertManager", "Naming"],
        ["Probe"] = ["Roll"],
        ["Observe"] = ["Api", "CertManager", "Naming", "Owned", "Probe", "Server"],

        // What decides, of which Roll needs nothing but itself.
        ["Gate"] = ["Api", "Naming", "Roll", "Server"],
        ["Plan"] = ["Admission", "Api", "CertManager", "Gate", "Naming", "Observe", "Probe", "Roll", "Server"],
        ["Status"] = ["Admission", "Api", "Gate", "Naming", "Observe", "Plan", "Probe", "Roll", "Server"],

        // What carries it out.
        ["Apply"] = ["Api", "Naming", "Owned", "Plan", "Status"],

        // What is told to monitoring.
        ["Metrics"] = ["Api"],

        // What puts it together.
        [Controller] = ["Api", "Apply", "Observe", "Owned", "Plan", "Probe", "Status"],
        ["Commands"] = [Everything],
    };

    /// <summary>Sentences that say what is wrong.</summary>
    public static IEnumerable<string> Violations(IEnumerable<Usage> usages)
    {
        foreach (var usage in usages)
        {
            if (Of(usage.By) is not { } user || Of(usage.Used) is not { } used || user == used)
                continue;
            if (!MayUse.TryGetValue(user, out var allowed))
                yield return $"{user} is a room without a line in the table";
            else if (!allowed.Contains(Everything) && !allowed.Contains(used))
                yield return $"{user} must not use {used}: {usage}";
        }
    }

    /// <summary>The room of a type of the operator; null for what lives elsewhere.</summary>
    public static string? Of(string name)
    {
        var parts = name.Split("::")[0].Split('.');
        return parts[0] != "MailOperator" || parts.Length < 2 ? null
            : parts.Length == 2 ? Controller
            : parts[1] is "Kubernetes" or "Postfix" ? null
            : parts[1];
    }
}
