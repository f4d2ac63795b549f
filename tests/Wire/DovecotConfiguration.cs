namespace MailOperator.Wire;

/// <summary>Dovecot for AUTH alone, as Postfix wants it on 127.0.0.1:12345, in the syntax of 2.3 and of 2.4.</summary>
internal static class DovecotConfiguration
{
    public const string User = "alice";
    public const string Password = "correct horse";

    /// <summary><see cref="Password"/> as crypt(3) has it with SHA-512 and the salt <c>wire</c>.</summary>
    public const string Users = "alice:{SHA512-CRYPT}$6$wire$AOCIzTM5FYt08VJd75bzIUiql/UH8/wgmw7.xe88m6LGcrptQjkzNDBeNjqy3goLOnAB4NF0M570Ro6X7aLjD.\n";

    public static string Of(DebianRelease release) => release.HasDovecot24
        ? """
          dovecot_config_version = 2.4.0
          dovecot_storage_version = 2.4.0
          base_dir = /run/dovecot
          log_path = /dev/stderr
          protocols =
          ssl = no
          auth_allow_cleartext = yes
          auth_mechanisms = plain login
          passdb passwd-file {
            passwd_file_path = /run/users
          }
          userdb static {
            fields {
              uid = 65534
              gid = 65534
              home = /tmp
            }
          }
          service auth {
            inet_listener postfix {
              listen = 127.0.0.1
              port = 12345
            }
          }

          """
        : """
          base_dir = /run/dovecot
          log_path = /dev/stderr
          protocols =
          ssl = no
          disable_plaintext_auth = no
          auth_mechanisms = plain login
          passdb {
            driver = passwd-file
            args = /run/users
          }
          userdb {
            driver = static
            args = uid=65534 gid=65534 home=/tmp
          }
          service auth {
            inet_listener {
              address = 127.0.0.1
              port = 12345
            }
          }

          """;
}
