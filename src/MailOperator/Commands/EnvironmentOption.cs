using System.CommandLine;
using System.Globalization;

namespace MailOperator.Commands;

/// <summary>Options that may also be given as environment variables, as a Deployment likes to.</summary>
public static class EnvironmentOption
{
    /// <summary>
    /// An option <c>--some-name</c> that falls back to <c>MAILOPERATOR_SOME_NAME</c>, and then to its default. A variable that cannot be
    /// read is a usage error, as the option itself would be.
    /// </summary>
    public static Option<T> Create<T>(string name, string description, T fallback, Func<string, T> parse)
    {
        var variable = "MAILOPERATOR_" + name.TrimStart('-').ToUpperInvariant().Replace('-', '_');
        return new Option<T>(name)
        {
            Description = $"{description} [env: {variable}]",
            DefaultValueFactory = result =>
            {
                if (Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } value)
                    return fallback;
                try
                {
                    return parse(value);
                }
                catch (FormatException error)
                {
                    result.AddError($"{variable}: {error.Message}");
                    return fallback;
                }
            },
            CustomParser = result =>
            {
                try
                {
                    return parse(result.Tokens.Count == 0 ? "true" : result.Tokens[^1].Value);
                }
                catch (FormatException error)
                {
                    result.AddError($"{name}: {error.Message}");
                    return fallback;
                }
            },
        };
    }

    /// <summary>Text is taken as it is.</summary>
    public static string? Text(string value) => value;

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static bool Boolean(string value) =>
        bool.TryParse(value, out var parsed) ? parsed : throw new FormatException($"'{value}' is neither true nor false.");

    /// <summary>A whole number above zero.</summary>
    public static int Count(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed > 0
            ? parsed
            : throw new FormatException($"'{value}' is not a whole number above zero.");

    /// <summary>A length of time such as <c>5m</c>.</summary>
    public static TimeSpan Duration(string value) =>
        Api.KubernetesDuration.TryParse(value, out var parsed) && parsed.Value > TimeSpan.Zero
            ? parsed.Value
            : throw new FormatException($"'{value}' is not a length of time such as 30s, 5m or 1h.");
}
