using System.CommandLine;

namespace Aspirate.Cli;

internal static class CommandExtensions
{
    public static Command With(this Command command, IEnumerable<Option> options)
    {
        foreach (var option in options)
        {
            command.Add(option);
        }

        return command;
    }
}
