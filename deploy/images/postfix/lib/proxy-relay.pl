#!/usr/bin/perl
# proxy-relay.pl ADDRESS PORT SOCKET SECONDS: joins one client of a UNIX socket to 127.0.0.1:PORT, behind a PROXY header that says that it
# comes from ADDRESS. For openssl-s_client(1), which can send none. Returns when it listens, and goes on in the background, at most so long.
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;
use IO::Socket::UNIX;

my ($address, $port, $path, $seconds) = @ARGV;
my $server = IO::Socket::INET->new(LocalAddr => $address, PeerAddr => '127.0.0.1', PeerPort => $port, Proto => 'tcp') or fail('connection refused');
syswrite $server, sprintf "PROXY TCP4 %s 127.0.0.1 %d %d\r\n", $address, $server->sockport, $port;
unlink $path;
my $listener = IO::Socket::UNIX->new(Local => $path, Listen => 1) or fail("cannot listen at $path: $!");

defined(my $child = fork) or fail("cannot fork: $!");
exit 0 if $child;
close STDOUT;
close STDERR;
alarm $seconds + 2;
my $client = $listener->accept or exit 1;
unlink $path;
my $both = IO::Select->new($client, $server);
while (1) {
    for my $from ($both->can_read) {
        my $read = sysread $from, my $octets, 16384;
        exit 0 unless $read;
        my $to = $from == $client ? $server : $client;
        while (length $octets) {
            my $written = syswrite $to, $octets;
            exit 0 unless $written;
            substr $octets, 0, $written, '';
        }
    }
}

sub fail { print STDERR "$_[0]\n"; exit 1 }
