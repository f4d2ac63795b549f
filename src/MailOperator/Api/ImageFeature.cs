using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>What an image of one's own has beside what the one of the release has: types of tables, and plug-ins for AUTH.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImageFeature>))]
public enum ImageFeature
{
    /// <summary>Tables of the type btree (postmap(1)), built in the image.</summary>
    [JsonStringEnumMemberName("btree")]
    Btree,

    /// <summary>Tables of the type cdb (cdb_table(5)), built in the image.</summary>
    [JsonStringEnumMemberName("cdb")]
    Cdb,

    /// <summary>Tables of the type hash (postmap(1)), built in the image.</summary>
    [JsonStringEnumMemberName("hash")]
    Hash,

    /// <summary>Tables of the type ldap (ldap_table(5)).</summary>
    [JsonStringEnumMemberName("ldap")]
    Ldap,

    /// <summary>Tables of the type lmdb (lmdb_table(5)), built in the image.</summary>
    [JsonStringEnumMemberName("lmdb")]
    Lmdb,

    /// <summary>Tables of the type mongodb (mongodb_table(5)).</summary>
    [JsonStringEnumMemberName("mongodb")]
    Mongodb,

    /// <summary>Tables of the type mysql (mysql_table(5)).</summary>
    [JsonStringEnumMemberName("mysql")]
    Mysql,

    /// <summary>Tables of the type pcre (pcre_table(5)).</summary>
    [JsonStringEnumMemberName("pcre")]
    Pcre,

    /// <summary>Tables of the type pgsql (pgsql_table(5)).</summary>
    [JsonStringEnumMemberName("pgsql")]
    Pgsql,

    /// <summary>Tables of the type sqlite (sqlite_table(5)).</summary>
    [JsonStringEnumMemberName("sqlite")]
    Sqlite,

    /// <summary>A plug-in of Cyrus SASL for the mechanism XOAUTH2 towards other servers.</summary>
    [JsonStringEnumMemberName("XOAUTH2")]
    Xoauth2,
}
