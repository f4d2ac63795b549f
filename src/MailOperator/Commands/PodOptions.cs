using System.CommandLine;
using System.Text.RegularExpressions;
using MailOperator.Api;
using MailOperator.Postfix;

namespace MailOperator.Commands;

/// <summary>The options that decide what pods come to be, for those commands that plan them.</summary>
internal static partial class PodOptions
{
    /// <summary>The image of pods whose resource names none.</summary>
    public static Option<string> Image() => Named(
        EnvironmentOption.Create(
            "--postfix-image", "image of pods whose resource names none", $"mailoperator/postfix:{RunCommand.Release}", value => value),
        "IMAGE");

    /// <summary>The Postfix release in that image.</summary>
    public static Option<string> Version(string description = "Postfix release in that image") => Named(
        EnvironmentOption.Create("--postfix-version", description, RunCommand.ImagePostfixVersion, Release), "VERSION");

    /// <summary>The namespace from which probes come.</summary>
    public static Option<string> OperatorNamespace(string fallback) => Named(
        EnvironmentOption.Create(
            "--operator-namespace", "namespace of the operator, which NetworkPolicies let in to probe", fallback, value => value),
        "NS");

    private static Option<string> Named(Option<string> option, string value)
    {
        option.HelpName = value;
        return option;
    }

    /// <summary>
    /// What is wrong with a release; null where a resource may name it, so that no fault of the option is told of a field.
    /// </summary>
    public static string? FindFault(string release) =>
        PostfixVersion.TryParse(release, out var version) && version.IsAtLeast(PostfixVersion.Oldest) && Form().IsMatch(release)
            ? null
            : $"'{release}' is no supported Postfix release. Give one of Postfix 3, {PostfixVersion.Oldest} or later, such as 3.10.";

    private static string Release(string value) => FindFault(value) is { } fault ? throw new FormatException(fault) : value;

    [GeneratedRegex(FieldPatterns.PostfixVersion)]
    private static partial Regex Form();
}
