#!/usr/bin/perl
# starttls-reply.pl ADDRESS PORT [proxy]: prints what the server on 127.0.0.1:PORT says to STARTTLS, or to whatever comes before it and is
# refused, as a client from ADDRESS, in plain text.
use strict;
use warnings;
use IO::Socket::INET;

my ($address, $port, $proxy) = @ARGV;
$SIG{ALRM} = sub { exit 1 };
alarm 9;
my $server = IO::Socket::INET->new(LocalAddr => $address, PeerAddr => '127.0.0.1', PeerPort => $port, Proto => 'tcp') or exit 1;
printf $server "PROXY TCP4 %s 127.0.0.1 %d %d\r\n", $address, $server->sockport, $port if $proxy;
my $reply = reply();
for my $command ('EHLO localhost', 'STARTTLS') {
    # Who greets with a 421 or a 450 has nothing more to say.
    last unless $reply =~ /\A2/;
    print $server "$command\r\n";
    $reply = reply();
}
print $reply || 'the connection was closed', "\n";
# TLS has begun where the answer is 220: then a QUIT in plain text would be nonsense.
print $server "QUIT\r\n" unless $reply =~ /\A220/;

# reply: the last line of a reply.
sub reply {
    while (defined(my $line = <$server>)) {
        $line =~ s/\r?\n\z//;
        return $line unless $line =~ /\A...-/;
    }
    return '';
}
