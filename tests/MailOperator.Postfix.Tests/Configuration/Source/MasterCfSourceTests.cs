using MailOperator.Postfix.Configuration;
using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Postfix.Tests.Configuration.Source;

public sealed class MasterCfSourceTests
{
    [Fact]
    public void The_fields_of_a_service_are_values()
    {
        var service = Assert.Single(MasterCfSource.Parse("127.0.0.1:10025 inet n - y 1000? 0 smtpd -v\n").Services);
        Assert.Equal("127.0.0.1:10025", service.Name);
        Assert.Equal(ServiceType.Inet, service.Type);
        Assert.Equal((false, null, true), (service.Private, service.Unprivileged, service.Chroot));
        Assert.Equal(("1000?", 0, "smtpd"), (service.Wakeup, service.ProcessLimit, service.Program));
        Assert.Equal(ServiceArgumentKind.Switch, Assert.Single(service.Arguments).Kind);
    }

    [Theory]
    [InlineData("unix", ServiceType.Unix)]
    [InlineData("unix-dgram", ServiceType.UnixDatagram)]
    [InlineData("fifo", ServiceType.Fifo)]
    [InlineData("pass", ServiceType.Pass)]
    public void Every_type_is_known(string word, ServiceType type) =>
        Assert.Equal(type, Assert.Single(MasterCfSource.Parse($"x {word} - - - - - smtp").Services).Type);

    [Theory]
    [InlineData("-o a=b", "a", "b", 3)]
    [InlineData("-oa=b", "a", "b", 2)]
    [InlineData("-vvo a=b", "a", "b", 5)]
    [InlineData("-o { a = b c }", "a", "b c", 5)]
    [InlineData("-o {a=b}", "a", "b", 4)]
    [InlineData("-o { a = { b } c }", "a", "{ b } c", 5)]
    [InlineData("-o { a = }", "a", "", 5)]
    [InlineData("-o a=b=c", "a", "b=c", 3)]
    [InlineData("-o smtpd_tls_wrappermode=yes", "smtpd_tls_wrappermode", "yes", 3)]
    [InlineData("-osmtpd_tls_wrappermode=yes", "smtpd_tls_wrappermode", "yes", 2)]
    public void Options_are_read_in_all_notations(string text, string name, string value, int offset)
    {
        var service = Assert.Single(MasterCfSource.Parse("smtp inet n - n - - smtpd\n  " + text).Services);
        var option = Assert.Single(service.Options);
        Assert.Equal((name, value), (option.Name, option.Value));
        Assert.Equal(new(2, 3 + offset), option.Position);
    }

    [Theory]
    [InlineData("-vo a=b", "-v", "a=b")]
    [InlineData("-vvo a=b -D", "-vv", "a=b", "-D")]
    [InlineData("-o { a = b c } -v", "a=b c", "-v")]
    public void Switches_beside_an_option_stay(string text, params string[] arguments) => Assert.Equal(
        arguments, Assert.Single(MasterCfSource.Parse("smtp inet n - n - - smtpd " + text).Services).Arguments.Select(argument => argument.Text));

    [Theory]
    [InlineData("smtp inet n - n - -", SourceFault.TooFewFields, 1, 20)]
    [InlineData("smtp INET n - n - - smtpd", SourceFault.BadField, 1, 6)]
    [InlineData("smtp unix N - n - - smtpd", SourceFault.BadField, 1, 11)]
    [InlineData("smtp unix n - n 60s - smtpd", SourceFault.BadField, 1, 17)]
    [InlineData("smtp unix n - n 60 1? smtpd", SourceFault.BadField, 1, 20)]
    [InlineData("smtp inet - - n - - smtpd", SourceFault.PrivateInternetService, 1, 11)]
    [InlineData("smtp unix - - n - - smtpd\n -o { a = b", SourceFault.UnclosedBrace, 2, 5)]
    [InlineData("smtp unix - - n - - smtpd\n -o { a = b }c", SourceFault.TextAfterBrace, 2, 14)]
    public void What_Postfix_refuses_is_fatal(string text, SourceFault fault, int line, int column)
    {
        var problem = Assert.Single(MasterCfSource.Parse(text).Problems);
        Assert.Equal((fault, new SourcePosition(line, column)), MainCfSourceTests.Fault(problem));
        Assert.True(problem.IsFatal);
    }

    [Theory]
    [InlineData("x unix - - n - - smtp -o", SourceFault.MissingOption, 1, 23)]
    [InlineData("x unix - - n - - smtp -o {}", SourceFault.MissingName, 1, 27)]
    [InlineData("x unix - - n - - smtp -o a b=c", SourceFault.MissingEquals, 1, 27)]
    [InlineData("x unix - - n - - smtp # -o a=b", SourceFault.UnexpectedWord, 1, 23)]
    [InlineData("x unix - - n - - smtp -o a=b c -o d=e", SourceFault.UnexpectedWord, 1, 30)]
    public void Options_that_Postfix_does_not_read_are_reported(string text, SourceFault fault, int line, int column) => Assert.Contains(
        MasterCfSource.Parse(text).Problems,
        problem => MainCfSourceTests.Fault(problem) == (fault, new SourcePosition(line, column)) && !problem.IsFatal);

    [Fact]
    public void The_words_of_a_command_are_no_options()
    {
        var file = MasterCfSource.Parse("x unix - n n - - pipe\n  flags=F user=x argv=/bin/x -o a=b {c  d} $sender");
        var service = Assert.Single(file.Services);
        Assert.Empty(file.Problems);
        Assert.Empty(service.Options);
        Assert.Equal(["flags=F", "user=x", "argv=/bin/x", "-o", "a=b", "c  d", "$sender"], service.Arguments.Select(argument => argument.Text));
        Assert.Equal("pipe flags=F user=x argv=/bin/x -o a=b {c  d} $sender", service.ToService()!.Command);
    }

    [Fact]
    public void What_would_not_be_the_same_is_no_service()
    {
        Assert.All(
            MasterCfSource.Parse("""
                a tcp n - n - - smtpd
                b inet - - n - - smtpd
                c unix - - n - - smtpd -o nothing
                d unix - - n - - smtpd -o x/y=z
                e unix - n n - - pipe {a
                f unix - n n - - pipe -o a=b argv=c
                """).Services,
            service => Assert.Null(service.ToService()));
    }
}
