using System.Globalization;

namespace MailOperator.Postfix;

/// <summary>A release of Postfix, such as 3.7 or 3.10.13. Without a patch release, the newest of its line is meant.</summary>
/// <param name="Major">The first number.</param>
/// <param name="Minor">The second number; 3.10 is newer than 3.7.</param>
/// <param name="Patch">The patch release, or null for the newest.</param>
public sealed record PostfixVersion(int Major, int Minor, int? Patch = null)
{
    /// <summary>
    /// The oldest release that is rendered for: the first 3.7 known to have every parameter that the rendering relies on.
    /// </summary>
    public static PostfixVersion Oldest { get; } = new(3, 7, 11);

    /// <summary>The newest release that was measured.</summary>
    public static PostfixVersion Newest { get; } = new(3, 11);

    /// <summary>
    /// Whether this is a release or a later one; where that is without a patch release, any of its line is at least that.
    /// </summary>
    public bool IsAtLeast(PostfixVersion release) =>
        (Major, Minor, Patch ?? int.MaxValue).CompareTo((release.Major, release.Minor, release.Patch ?? 0)) >= 0;

    /// <summary>Reads <c>3.10</c> or <c>3.10.13</c>. False for anything else.</summary>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PostfixVersion? version)
    {
        version = null;
        var parts = (text ?? "").Split('.');
        if (parts.Length is < 2 or > 3)
            return false;
        var numbers = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                return false;
        }
        version = new(numbers[0], numbers[1], numbers.Length == 3 ? numbers[2] : null);
        return true;
    }

    /// <summary>Reads <c>3.10</c> or <c>3.10.13</c>.</summary>
    /// <exception cref="FormatException">The text is not a version of Postfix.</exception>
    public static PostfixVersion Parse(string text) =>
        TryParse(text, out var version)
            ? version
            : throw new FormatException($"'{text}' is not a Postfix version such as 3.10 or 3.10.13.");

    /// <summary>The version as Postfix writes it.</summary>
    public override string ToString() => Patch is { } patch
        ? string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{patch}")
        : string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");
}
