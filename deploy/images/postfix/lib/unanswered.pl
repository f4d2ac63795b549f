#!/usr/bin/perl
# unanswered.pl SECONDS MOST: reads lines of `SOCKET NAME`, connects to all these UNIX sockets, and hangs up on each when it has said
# something. Prints the names of those that have not, SECONDS after the last one that did, or after MOST seconds in all.
use strict;
use warnings;
use IO::Select;
use IO::Socket::UNIX;

my ($seconds, $most) = @ARGV;
my (@lines, %line, %answered, $over);
my $waiting = IO::Select->new;
while (my $line = <STDIN>) {
    push @lines, $line;
    my ($path) = split ' ', $line;
    my $socket = IO::Socket::UNIX->new(Peer => $path) or next;
    $line{$socket} = $line;
    $waiting->add($socket);
}

local $SIG{ALRM} = sub { $over = 1 };
alarm $most;
while (!$over && $waiting->count) {
    my @ready = $waiting->can_read($seconds) or last;
    for my $socket (@ready) {
        # What ends without a word has died after it was called.
        $answered{$line{$socket}} = 1 if sysread $socket, my $octet, 1;
        $waiting->remove($socket);
        close $socket;
    }
}
print map { s/^\S+ //r } grep { !$answered{$_} } @lines;
