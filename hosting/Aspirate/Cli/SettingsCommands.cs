using System.CommandLine;
using Aspirate.Images;
using Aspirate.Problems;
using Aspirate.Secrets;
using Aspirate.Settings;

namespace Aspirate.Cli;

/// <summary>The verbs that only change what is kept: init, settings, secrets.</summary>
internal static class SettingsCommands
{
    public static Command Init(CommandOptions o, IUserDialog dialog, TextWriter output)
    {
        var command = new Command("init", "Writes aspirate.json: registry, tags and other choices that hold for every run.").With(o.Common).With(
        [
            o.ContainerBuilder, o.ContainerBuildArg, o.ContainerBuildContext, o.ContainerRegistry, o.ContainerRepositoryPrefix, o.ContainerImageTag, o.ImagePullPolicy,
            o.Namespace, o.IngressDomain, o.IncludeDashboard, o.TemplatePath,
        ]);
        command.SetAction(result =>
        {
            var options = o.Read(result);
            var file = SettingsFile.Open(Folder(options));
            string? Ask(string title, string name, string? given) =>
                given ?? (options.Interactive ? dialog.AskText(title, file.Get(name)?.Trim('"')) : null);
            file.SetText("containerRegistry", Ask("Registry of the images", "containerRegistry", options.ContainerRegistry));
            file.SetText("containerRepositoryPrefix", Ask("What the names of images begin with", "containerRepositoryPrefix", options.ContainerRepositoryPrefix));
            file.SetText("containerImageTag", Ask("Tag of the images", "containerImageTag", options.ContainerImageTag));
            if (options.ContainerImageTag is not null)
            {
                file.SetTexts("furtherImageTags", options.FurtherImageTags);
            }

            file.SetText("containerBuilder", options.ContainerBuilder);
            // Kept as it is from where the file lies, so that it means the same wherever aspirate is run.
            file.SetText("containerBuildContext", options.BuildContext is { } context ? Path.GetRelativePath(Folder(options), Path.GetFullPath(context)).Replace('\\', '/') : null);
            KeepArguments(file, options.BuildArgs);
            file.SetText("imagePullPolicy", options.ImagePullPolicy);
            file.SetText("namespace", Ask("Kubernetes namespace", "namespace", options.Namespace));
            if (Ask("Domain of external endpoints", "ingress.domain", options.IngressDomain) is { } domain)
            {
                file.SetMember(["ingress", "domain"], domain);
            }

            if (options.IncludeDashboard is { } dashboard)
            {
                file.Set("dashboard", dashboard ? "true" : "false");
            }

            file.Save();
            output.WriteLine($"written: {file.Path}");
            return ExitCode.Success;
        });
        return command;
    }

    private static void KeepArguments(SettingsFile file, IReadOnlyList<string> arguments)
    {
        foreach (var text in arguments)
        {
            var argument = BuildArgument.Parse(text) ?? throw new CommandFailedException(ExitCode.InputRefused, $"--container-build-arg is \"{text}\", but must be NAME=VALUE or RESOURCE:NAME=VALUE.");
            string[] place = argument.Resource is null ? ["build", "args", argument.Name] : ["resources", argument.Resource, "build", "args", argument.Name];
            file.SetMember(place, argument.Value);
        }
    }

    public static Command Settings(CommandOptions o, TextWriter output)
    {
        var name = new Argument<string>("name") { Description = "The setting, names joined by dots: resources.api.replicas" };
        var value = new Argument<string>("value") { Description = "The value, as JSON or as plain text." };
        var command = new Command("settings", "Shows aspirate.json, or changes one setting.") { o.ProjectPath, o.NonInteractive };
        command.SetAction(result =>
        {
            output.WriteLine(SettingsFile.Open(Folder(o.Read(result))).Text);
            return ExitCode.Success;
        });

        var get = new Command("get", "Shows one setting.") { name, o.ProjectPath };
        get.SetAction(result =>
        {
            var found = SettingsFile.Open(Folder(o.Read(result))).Get(result.GetValue(name)!);
            output.WriteLine(found ?? "not set");
            return found is null ? ExitCode.Failure : ExitCode.Success;
        });
        var set = new Command("set", "Changes one setting.") { name, value, o.ProjectPath, o.NonInteractive };
        set.SetAction(result => Change(o.Read(result), result.GetValue(name)!, result.GetValue(value)));
        var unset = new Command("unset", "Removes one setting.") { name, o.ProjectPath, o.NonInteractive };
        unset.SetAction(result => Change(o.Read(result), result.GetValue(name)!, null));
        command.Add(get);
        command.Add(set);
        command.Add(unset);
        command.Add(Nothing("logo", "There is no logo.", "show", "hide", output));
        command.Add(Nothing("update-checks", "aspirate never asks for newer versions of itself.", "enable", "disable", output));
        return command;
    }

    // Switches of the original for what does not exist here: scripts may throw them.
    private static Command Nothing(string name, string truth, string on, string off, TextWriter output)
    {
        var command = new Command(name, $"Has no effect: {truth}");
        foreach (var verb in new[] { on, off })
        {
            var sub = new Command(verb, $"Has no effect: {truth}");
            sub.SetAction(_ => Say());
            command.Add(sub);
        }

        command.SetAction(_ => Say());
        return command;

        int Say()
        {
            output.WriteLine($"note: settings {name} has no effect: {truth}");
            return ExitCode.Success;
        }
    }

    public static Command Secrets(CommandOptions o, IUserDialog dialog, TextWriter output)
    {
        var name = new Argument<string>("name") { Description = "The secret: a parameter's name, or an expression such as pg.connectionString." };
        var command = new Command("secrets", "Lists the names of the kept secrets, or changes one.") { o.ProjectPath, o.SecretPassword, o.DisableSecrets, o.NonInteractive };
        command.SetAction(result => List(o.Read(result), dialog, output));

        var list = new Command("list", "Lists the names of the kept secrets.") { o.ProjectPath, o.SecretPassword, o.DisableSecrets, o.NonInteractive };
        list.SetAction(result => List(o.Read(result), dialog, output));
        var value = new Argument<string?>("value") { Description = "The value. Without it, it is asked for or read from standard input, which other users cannot see.", Arity = ArgumentArity.ZeroOrOne };
        var set = new Command("set", "Keeps a value.") { name, value, o.ProjectPath, o.SecretPassword, o.DisableSecrets, o.NonInteractive };
        set.SetAction(result =>
        {
            var options = o.Read(result);
            var file = Open(options, dialog);
            var key = result.GetValue(name)!;
            var text = result.GetValue(value) ?? (options.Interactive ? dialog.AskParameter(key, secret: true) : Console.In.ReadToEnd().TrimEnd('\n', '\r'));
            file.Set(key, text ?? "");
            file.Save();
            output.WriteLine($"kept: {key}");
            return ExitCode.Success;
        });
        var remove = new Command("remove", "Forgets a value.") { name, o.ProjectPath, o.SecretPassword, o.DisableSecrets, o.NonInteractive };
        remove.SetAction(result =>
        {
            var file = Open(o.Read(result), dialog);
            var was = file.Remove(result.GetValue(name)!);
            file.Save();
            output.WriteLine(was ? "forgotten" : "there is no such secret");
            return was ? ExitCode.Success : ExitCode.Failure;
        });
        command.Add(list);
        command.Add(set);
        command.Add(remove);
        return command;
    }

    private static int List(GenerateOptions options, IUserDialog dialog, TextWriter output)
    {
        foreach (var secret in Open(options, dialog).Names)
        {
            output.WriteLine(secret);
        }

        return ExitCode.Success;
    }

    private static int Change(GenerateOptions options, string name, string? value)
    {
        var file = SettingsFile.Open(Folder(options));
        file.Set(name, value);
        file.Save();
        return ExitCode.Success;
    }

    private static SecretsFile Open(GenerateOptions options, IUserDialog dialog)
    {
        var folder = Folder(options);
        if (options.DisableSecrets || options.SecretPassword is not null)
        {
            return SecretsFile.Open(folder, options.DisableSecrets ? null : options.SecretPassword);
        }

        var file = options.Interactive ? DeploymentSession.Unlocked(folder, replace: false, dialog) : SecretsFile.Exists(folder) ? SecretsFile.Open(folder, null) : null;
        return file ?? throw new CommandFailedException(ExitCode.SecretsLocked, "A password is needed to keep secrets: give --secret-password or set ASPIRATE_SECRET_PASSWORD, or keep them in the clear with --disable-secrets.");
    }

    private static string Folder(GenerateOptions options)
    {
        var full = Path.GetFullPath(options.ProjectPath);
        return File.Exists(full) ? Path.GetDirectoryName(full)! : full;
    }
}
