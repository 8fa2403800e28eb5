using Aspirate.Cli;

return await AspirateCommand.RunAsync(args, Console.Out, Console.Error);
