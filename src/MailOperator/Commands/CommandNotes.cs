namespace MailOperator.Commands;

/// <summary>What help and the reference say of a command beyond its options.</summary>
/// <param name="Examples">Command lines, each with what it is good for.</param>
/// <param name="Statuses">Which exit statuses it has.</param>
public sealed record CommandNotes(IReadOnlyList<(string CommandLine, string Purpose)> Examples, IReadOnlyList<int> Statuses)
{
    /// <summary>The notes of a command, by its name; those of the root by <c>mailoperator</c>.</summary>
    public static IReadOnlyDictionary<string, CommandNotes> ByCommand { get; } = new Dictionary<string, CommandNotes>
    {
        ["mailoperator"] = new(
            [
                ("mailoperator check -f mx.yaml", "Is the resource right?"),
                ("mailoperator render -f mx.yaml | less", "What would the operator make of it?"),
                ("mailoperator import /etc/postfix > mx.yaml", "What would a server that exists be as a resource?"),
                ("mailoperator probe mail.example.com:25", "What does a server serve, and would clients trust it?"),
                ("mailoperator crd | kubectl apply --server-side -f -", "Install the definition of the resource."),
                ("mailoperator run", "Run the operator against the cluster of the current kubeconfig."),
            ],
            [ExitStatus.Fine, ExitStatus.No, ExitStatus.Usage, ExitStatus.Unreachable]),
        ["run"] = new(
            [
                ("mailoperator run --kubeconfig ~/.kube/config --leader-elect=false", "Run from a workstation."),
                ("MAILOPERATOR_NAMESPACE=mail mailoperator run --log-format json", "Look after one namespace; log for a collector."),
            ],
            [ExitStatus.Fine, ExitStatus.Usage, ExitStatus.Unreachable]),
        ["render"] = new(
            [
                ("mailoperator render -f mx.yaml", "Everything that would be applied, as YAML."),
                ("mailoperator render -f mx.yaml -f secrets.yaml", "With the certificates of these Secrets; keys are never printed."),
                ("diff <(git show HEAD:mx.yaml | mailoperator render -f -) <(mailoperator render -f mx.yaml)", "What a change comes to."),
            ],
            [ExitStatus.Fine, ExitStatus.No, ExitStatus.Usage, ExitStatus.Unreachable]),
        ["check"] = new(
            [
                ("mailoperator check -f mx.yaml", "The rules of admission, without a cluster."),
                ("kubectl get mst,secret -A -o yaml | mailoperator check -f -", "Everything in a cluster, certificates too."),
                ("mailoperator check --strict --output json -f mx.yaml", "In a pipeline: warnings count, output for programs."),
            ],
            [ExitStatus.Fine, ExitStatus.No, ExitStatus.Usage, ExitStatus.Unreachable]),
        ["import"] = new(
            [
                ("mailoperator import /etc/postfix > mx.yaml", "An existing server as a resource; the report goes to the terminal."),
                (
                    "mailoperator import main.cf master.cf --report report.json --output json > mx.yaml",
                    "The report in a file, for programs."),
                ("ssh mx postconf -n | mailoperator import - <(ssh mx postconf -M) --hostname mx.example.com", "A server elsewhere."),
            ],
            [ExitStatus.Fine, ExitStatus.No, ExitStatus.Usage, ExitStatus.Unreachable]),
        ["crd"] = new(
            [
                ("mailoperator crd | kubectl apply --server-side -f -", "Install or update the definition."),
                ("mailoperator crd --without-cel", "For API servers before 1.25."),
            ],
            [ExitStatus.Fine, ExitStatus.Usage, ExitStatus.Unreachable]),
        ["probe"] = new(
            [
                ("mailoperator probe mail.example.com", "Port 25, STARTTLS."),
                ("mailoperator probe '[2001:db8::25]:465' --server-name mail.example.com", "By address; implicit TLS on 465."),
                ("mailoperator probe localhost:2525 --ca-file ca.crt --output json", "Trust a private authority; output for programs."),
            ],
            [ExitStatus.Fine, ExitStatus.No, ExitStatus.Usage, ExitStatus.Unreachable]),
        ["version"] = new([("mailoperator version --output json", "For programs.")], [ExitStatus.Fine, ExitStatus.Usage]),
    };
}
