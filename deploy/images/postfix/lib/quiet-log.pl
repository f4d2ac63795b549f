#!/usr/bin/perl
# quiet-log.pl ADDRESS PROGRAM...: runs the program, and passes on what it writes to standard output, but for the lines of Postfix about
# handshakes from ADDRESS that went well: there are dozens a minute, and they say nothing. One of which anything else is said, that ends in
# another way or that takes long, is passed on from its first line. Passes signals on, ends with the program, and as process 1 of a container
# takes in what has lost its parent.
use strict;
use warnings;
use IO::Select;
use POSIX qw(:sys_wait_h setsid);

# Seconds for which the lines of a handshake are kept back; it takes a tenth of one.
my $patience = 10;
my ($address, @program) = @ARGV;
my $client = qr/\S+\[\Q$address\E\](?::\d+)?/;
my (%held, $child, $asked, $status);

$SIG{$_} = sub { $asked = 1; kill $_[0], $child if $child } for qw(TERM INT HUP);
pipe my $read, my $write or die "cannot make a pipe: $!\n";
defined($child = fork) or die "cannot fork: $!\n";
if (!$child) {
    $SIG{$_} = 'DEFAULT' for qw(TERM INT HUP);
    # master ends its process group.
    setsid;
    open STDOUT, '>&', $write or die "cannot redirect: $!\n";
    close $read;
    close $write;
    exec @program or die "cannot run $program[0]: $!\n";
}
close $write;
kill 'TERM', $child if $asked;
$| = 1;

my ($text, $input, $over) = ('', IO::Select->new($read), undef);
while (1) {
    if ($input->can_read(1)) {
        my $octets = sysread $read, $text, 65536, length $text;
        last if defined $octets && $octets == 0;
        line($1) while $text =~ s/\A([^\n]*\n)//;
    }
    while ((my $ended = waitpid -1, WNOHANG) > 0) { ($status, $over) = ($?, time) if $ended == $child }
    for my $process (keys %held) { pass($process) if $held{$process}{since} < time - $patience }
    # Who has outlived it may hold the pipe open.
    last if $over && $over < time - 1;
}
pass($_) for keys %held;
print $text;
waitpid $child, 0 and $status = $? unless defined $status;
exit($asked ? 0 : $status & 127 ? 128 + ($status & 127) : $status >> 8);

# line LINE: passes it on, drops it, or keeps it back until it is known how the handshake ends.
sub line {
    my ($line) = @_;
    my ($process, $said) = $line =~ /\A\S.*? (postfix\S*\[\d+\]): (.*)\n\z/ or return print $line;
    if ($said =~ /\Aconnect from $client\z/) {
        keep($process, $line);
    } elsif ($process =~ /postscreen/) {
        screened($said, $line);
    } elsif (!$held{$process}) {
        print $line;
    } elsif ($said =~ /\A\w+ TLS connection (?:established|reused) from $client: /) {
        push @{$held{$process}{lines}}, $line;
    # A command that was refused is counted as `name=0/1`; who has not said QUIT was cut off.
    } elsif ($said =~ /\Adisconnect from $client(?: [a-z]+=\d+)* quit=1(?: [a-z]+=\d+)*\z/) {
        delete $held{$process};
    } else {
        pass($process);
        print $line;
    }
}

# screened SAID LINE: one process of postscreen has many clients, so their ports tell them apart.
sub screened {
    my ($said, $line) = @_;
    if ($said =~ /\ACONNECT from (\[\Q$address\E\]:\d+) to /) {
        keep($1, $line);
    } elsif ($said =~ /\A(?:ALLOW|WHITE)LISTED (\[\Q$address\E\]:\d+)\z/ && $held{$1}) {
        delete $held{$1};
    } else {
        pass($1) if $said =~ /(\[\Q$address\E\]:\d+)/;
        print $line;
    }
}

sub keep {
    my ($process, $line) = @_;
    pass($process);
    $held{$process} = {since => time, lines => [$line]};
}

sub pass {
    my $held = delete $held{$_[0]} or return;
    print @{$held->{lines}};
}
