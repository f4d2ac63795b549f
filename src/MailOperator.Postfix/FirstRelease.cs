namespace MailOperator.Postfix;

/// <summary>
/// The release that first had something: what is rendered for an older one does without, or cannot be had (release notes of each).
/// </summary>
public static class FirstRelease
{
    /// <summary>That bare newlines can be taken and logged (<c>smtpd_forbid_bare_newline = note</c>).</summary>
    public static PostfixVersion NotedNewline { get; } = new(3, 9);

    /// <summary>That the Received header leaves out who a user is and whence it comes (<c>smtpd_hide_client_session</c>).</summary>
    public static PostfixVersion HiddenSession { get; } = new(3, 10);

    /// <summary>TLSRPT (<c>smtp_tlsrpt_enable</c>).</summary>
    public static PostfixVersion TlsReports { get; } = new(3, 10);

    /// <summary>REQUIRETLS (RFC 8689; <c>requiretls_enable</c>).</summary>
    public static PostfixVersion RequireTls { get; } = new(3, 11);

    /// <summary>
    /// That Berkeley DB is warned of, and tables that are written to have a type by default (<c>default_cache_db_type</c>).
    /// </summary>
    public static PostfixVersion DefaultCacheType { get; } = new(3, 11);

    /// <summary>Functions in values, such as <c>${name;call}</c>.</summary>
    public static PostfixVersion ValueFunctions { get; } = new(3, 11);
}
