using System.CommandLine;

namespace MailOperator.Commands;

/// <summary>The options that decide what pods come to be, for those commands that plan them.</summary>
internal static class PodOptions
{
    /// <summary>The image of pods whose resource names none.</summary>
    public static Option<string> Image() => Named(
        EnvironmentOption.Create("--postfix-image", "image of pods whose resource names none", $"mailoperator/postfix:{RunCommand.Release}", value => value), "IMAGE");

    /// <summary>The Postfix release in that image.</summary>
    public static Option<string> Version() => Named(
        EnvironmentOption.Create("--postfix-version", "Postfix release in that image", RunCommand.ImagePostfixVersion, Release), "VERSION");

    /// <summary>The namespace from which probes come.</summary>
    public static Option<string> OperatorNamespace(string fallback) => Named(
        EnvironmentOption.Create("--operator-namespace", "namespace of the operator, which NetworkPolicies let in to probe", fallback, value => value), "NS");

    private static Option<string> Named(Option<string> option, string value)
    {
        option.HelpName = value;
        return option;
    }

    private static string Release(string value) =>
        Postfix.PostfixVersion.TryParse(value, out _) ? value : throw new FormatException($"'{value}' is not a Postfix release such as 3.10.");
}
