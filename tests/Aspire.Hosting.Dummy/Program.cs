using System.Globalization;
using Aspire.Hosting.Dummy;

// dummy COMMAND ARGS: does one simple thing, and says so on standard output.
return args switch
{
    ["echo", .. var words] => Say(string.Join(' ', words)),
    ["error", .. var words] => SayError(string.Join(' ', words)),
    ["env"] => Say(string.Join('\n', Environment.GetEnvironmentVariables().Keys.Cast<string>().Order(StringComparer.Ordinal).Select(name => $"{name}={Environment.GetEnvironmentVariable(name)}"))),
    ["directory"] => Say(Environment.CurrentDirectory),
    ["exit", var code] => int.Parse(code, CultureInfo.InvariantCulture),
    ["exit-after", var milliseconds, var code] => await Waiting.ThenExitAsync(int.Parse(milliseconds, CultureInfo.InvariantCulture), int.Parse(code, CultureInfo.InvariantCulture)),
    ["wait"] => Waiting.ForEver(obeys: true),
    ["ignore-term"] => Waiting.ForEver(obeys: false),
    ["grandchild", .. var rest] => Waiting.WithGrandchild(rest),
    ["listen"] => await Listening.RunAsync(Environment.GetEnvironmentVariable("PORT")!),
    ["listen", var port] => await Listening.RunAsync(port),
    ["listen-after", var milliseconds] => await Listening.AfterAsync(int.Parse(milliseconds, CultureInfo.InvariantCulture)),
    ["host", .. var scripts] => await Hosting.RunAsync(scripts),
    ["serve", var port] => await Serving.RunAsync(port),
    ["proxy", var port, .. var backends] => await Proxying.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), backends),
    _ => SayError($"The dummy does not know '{string.Join(' ', args)}'.", 64),
};

static int Say(string text)
{
    Console.WriteLine(text);
    return 0;
}

static int SayError(string text, int code = 0)
{
    Console.Error.WriteLine(text);
    return code;
}
