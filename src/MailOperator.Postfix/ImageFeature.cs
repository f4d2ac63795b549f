namespace MailOperator.Postfix;

/// <summary>What an image may have that the one of the project does not: types of tables, and plug-ins for AUTH towards other servers.</summary>
public enum ImageFeature
{
    /// <summary>Tables of the type btree, built before (postmap(1)).</summary>
    Btree,

    /// <summary>Tables of the type cdb, built before (postmap(1)).</summary>
    Cdb,

    /// <summary>Tables of the type hash, built before (postmap(1)).</summary>
    Hash,

    /// <summary>ldap_table(5).</summary>
    Ldap,

    /// <summary>lmdb_table(5), built before (postmap(1)).</summary>
    Lmdb,

    /// <summary>mongodb_table(5).</summary>
    Mongodb,

    /// <summary>mysql_table(5).</summary>
    Mysql,

    /// <summary>pcre_table(5).</summary>
    Pcre,

    /// <summary>pgsql_table(5).</summary>
    Pgsql,

    /// <summary>sqlite_table(5).</summary>
    Sqlite,

    /// <summary>A plug-in of Cyrus SASL for XOAUTH2.</summary>
    Xoauth2,
}
