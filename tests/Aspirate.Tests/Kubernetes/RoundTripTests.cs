using System.Text;
using System.Text.Json;
using Aspirate.Expressions;
using Aspirate.Kubernetes;
using Aspirate.Manifest;
using Aspirate.Model;
using Aspirate.Output;
using Aspirate.Problems;
using Aspirate.Yaml;
using FsCheck;
using FsCheck.Xunit;
using k8s.Models;

namespace Aspirate.Tests.Kubernetes;

public sealed class RoundTripTests
{
    [Property(MaxTest = 300)]
    public void Any_text_reaches_the_process_through_environment_arguments_and_secrets(NonNull<string> input)
    {
        var text = input.Get.Replace("\0", "", StringComparison.Ordinal).Replace('{', '(');
        text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        var objects = Generate(text);
        var container = objects.OfType<V1Deployment>().Single().Spec.Template.Spec.Containers[0];
        var environment = ClusterYaml.Environment(objects, container);

        Assert.Equal(text, environment["PLAIN"]);
        Assert.Equal("before " + text, environment["SECRET"]);
        Assert.Equal(text, Expand(container.Args[0], environment));
        Assert.Equal(text + text + "$", Expand(container.Args[1], environment));
    }

    [Theory]
    [InlineData("$(HOME)")]
    [InlineData("$$(HOME)")]
    [InlineData("$$$$")]
    [InlineData("a$")]
    [InlineData("$ENV ${ENV} $(X")]
    [InlineData("key: [injected]\n- list\n")]
    public void Awkward_text_reaches_the_process(string text) => Any_text_reaches_the_process_through_environment_arguments_and_secrets(NonNull<string>.NewNonNull(text));

    private static List<object> Generate(string text)
    {
        var problems = new ProblemList();
        var json = JsonSerializer.SerializeToUtf8Bytes(new
        {
            resources = new Dictionary<string, object>
            {
                ["web"] = new
                {
                    type = "container.v0",
                    image = "web:1",
                    args = new[] { text, text + "{p.value}$" },
                    env = new Dictionary<string, string> { ["PLAIN"] = text, ["SECRET"] = "before {p.value}" },
                },
                ["p"] = new { type = "parameter.v0", value = "{p.inputs.value}", inputs = new { value = new { type = "string", secret = true } } },
            },
        });
        var manifest = ManifestReader.Read(json, "manifest.json", "/", problems);
        var model = ModelBuilder.Build(
            new()
            {
                Manifest = manifest,
                Parameters = new(new Dictionary<string, string> { ["p"] = text }, new Dictionary<string, string>(), null),
                Format = OutputFormat.Kustomize,
            },
            problems);
        Assert.Empty(problems.All);
        return [.. ClusterObjects.Build(model).SelectMany(o => ClusterYaml.LoadStrict(YamlWriter.Write(o.Yaml)))];
    }

    // What the kubelet does: $$ is a dollar, $(NAME) a variable that exists, everything else itself.
    private static string Expand(string text, Dictionary<string, string> environment)
    {
        var expanded = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '$' || i + 1 == text.Length)
            {
                expanded.Append(text[i]);
            }
            else if (text[i + 1] == '$')
            {
                expanded.Append('$');
                i++;
            }
            else if (text[i + 1] == '(' && text.IndexOf(')', i) is var end and > 0 && environment.TryGetValue(text[(i + 2)..end], out var value))
            {
                expanded.Append(value);
                i = end;
            }
            else
            {
                expanded.Append('$');
            }
        }

        return expanded.ToString();
    }
}
