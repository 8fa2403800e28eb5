using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;

namespace Aspirate.Tests;

/// <summary>Programs that judge our output. Where one is missing, its tests are skipped and say so.</summary>
internal static class ExternalProgram
{
    public static async Task<string> RunAsync(string program, string folder, params string[] arguments)
    {
        try
        {
            var result = await CliWrap.Cli.Wrap(program).WithArguments(arguments).WithWorkingDirectory(folder).WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
            Assert.True(result.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{result.StandardError}\n{result.StandardOutput}");
            return result.StandardOutput;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not on this machine.");
            throw;
        }
    }
}
