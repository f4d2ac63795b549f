using MailOperator.Commands;

return await CommandLine.RunAsync(args, Surroundings.OfProcess());
