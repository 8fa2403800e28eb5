using Elasticsearch.Emulator;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

if (args.Contains("--help"))
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}

if (args.Contains("--compatibility"))
{
    Console.Write(Compatibility.Table());
    return 0;
}

var (options, complaints) = CommandLine.Parse(args, Environment.GetEnvironmentVariable);
if (options is null)
{
    foreach (var complaint in complaints)
    {
        Console.Error.WriteLine(complaint);
    }

    Console.Error.WriteLine();
    Console.Error.WriteLine(CommandLine.Usage);
    return 2;
}

try
{
    await using var application = EmulatorApplication.Build(options);
    await application.StartAsync();
    var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
    Console.WriteLine($"Elasticsearch emulator (for development, not Elasticsearch) listening on {string.Join(", ", addresses)}");
    Console.WriteLine(options.DataPath is null ? "Data is kept in memory and gone at the end." : $"Data is kept in {Path.GetFullPath(options.DataPath)}.");
    await application.WaitForShutdownAsync();
    return Environment.ExitCode;
}
catch (IOException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
