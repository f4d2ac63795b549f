using System.Text;
using System.Text.Unicode;

namespace MailOperator.Postfix;

/// <summary>User and password for the relay host, as a table for <c>smtp_sasl_password_maps</c> (postconf(5)).</summary>
public static class RelayCredentials
{
    /// <summary>RFC 4616 section 2 has no limit; that of Postfix's lines is far above this one.</summary>
    private const int Longest = 1024;

    /// <summary>What is wrong with a user or password, in words that do not quote it; null when nothing is.</summary>
    public static string? FindFault(byte[] user, byte[] password)
    {
        if (Fault("username", user) is { } fault)
            return fault;
        return user.Contains((byte)':')
            ? "username has a colon, which separates it from the password: ask for another one"
            : Fault("password", password);
    }

    /// <summary>The table, of one line. It is a secret.</summary>
    /// <exception cref="ArgumentException"><see cref="FindFault"/> has an objection, or the host is not one word.</exception>
    public static byte[] Table(RelayHost host, byte[] user, byte[] password)
    {
        if (FindFault(user, password) is { } fault)
            throw new ArgumentException(fault);
        if (host.NextHop.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) || host.NextHop[0] == '#')
            throw new ArgumentException($"'{host.NextHop}' is not one word.", nameof(host));
        return [.. Encoding.ASCII.GetBytes(host.NextHop.ToLowerInvariant()), (byte)' ', .. user, (byte)':', .. password, (byte)'\n'];
    }

    private static string? Fault(string name, byte[] text)
    {
        if (text.Length is 0 or > Longest)
            return text.Length == 0 ? $"{name} is empty: put it there" : $"{name} is longer than {Longest} bytes: shorten it";
        if (text.Any(octet => octet is < 0x20 or 0x7F))
            return $"{name} has a line break or another control character: take it away, it may be at the end";
        // Postfix ignores a line that is not, and logs it whole: smtputf8_enable, SMTPUTF8_README.
        if (!Utf8.IsValid(text))
            return $"{name} is not UTF-8: store it in that encoding, or choose one of ASCII only";
        return text[0] == ' ' || text[^1] == ' '
            ? $"{name} begins or ends with a blank, which Postfix would take away: choose another one"
            : null;
    }
}
