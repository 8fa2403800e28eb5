using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Indices;

namespace Elasticsearch.Emulator.Documents;

internal static class MultiGetApi
{
    const string Parameters = "preference realtime refresh routing " + SourceFilter.Parameters;

    public static void MapMultiGet(this RouteTable routes, Node node)
    {
        routes.Map("GET POST", "/_mget", request => Get(node, request), Parameters, "stored_fields force_synthetic_source");
        routes.Map("GET POST", "/{index}/_mget", request => Get(node, request), Parameters, "stored_fields force_synthetic_source");
    }

    static RestResponse Get(Node node, RestRequest request)
    {
        var items = Items(request.Json().At, request.Path.GetValueOrDefault("index"), SourceFilter.Of(request) ?? SourceFilter.All, request.Query.GetValueOrDefault("routing"));
        var realtime = request.Flag("realtime", true);
        var refresh = request.Flag("refresh");
        return RestResponse.Object(200, json =>
        {
            json.WriteStartArray("docs");
            foreach (var item in items)
            {
                WriteOne(json, node, item, realtime, refresh);
            }

            json.WriteEndArray();
        });
    }

    static void WriteOne(Utf8JsonWriter json, Node node, Item item, bool realtime, bool refresh)
    {
        json.WriteStartObject();
        try
        {
            var index = IndexResolver.One(node.View, item.Index);
            IndexResolver.CheckRouting(index, item.Routing, "routing");
            if (refresh)
            {
                index.Engine.Refresh();
            }

            var document = realtime ? index.Engine.Get(item.Id) : index.Engine.GetVisible(item.Id);
            DocumentAnswer.WriteFields(json, index.Name, item.Id, document, item.Source);
        }
        catch (ElasticsearchException e)
        {
            json.WriteString("_index", item.Index);
            json.WriteString("_id", item.Id);
            json.WriteStartObject("error");
            json.WriteStartArray("root_cause");
            ErrorBody.WriteInner(json, e);
            json.WriteEndArray();
            json.WriteString("type", e.Type);
            json.WriteString("reason", e.Message);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    sealed record Item(string Index, string Id, SourceFilter Source, string? Routing);

    static List<Item> Items(JsonAt body, string? defaultIndex, SourceFilter defaultSource, string? defaultRouting)
    {
        var items = new List<Item>();
        var complaints = new List<string>();
        void Take(string? index, string? id, SourceFilter source, string? routing)
        {
            if (index is null || id is null)
            {
                complaints.Add(index is null ? $"index is missing for doc {items.Count}" : $"id is missing for doc {items.Count}");
                return;
            }

            items.Add(new(index, id, source, routing));
        }

        foreach (var (name, value) in body.MustBeObject("mget").Properties())
        {
            switch (name)
            {
                case "ids":
                    foreach (var id in value.Items())
                    {
                        Take(defaultIndex, id.Text(), defaultSource, defaultRouting);
                    }

                    break;
                case "docs":
                    foreach (var doc in value.Items())
                    {
                        Read(doc, defaultIndex, defaultSource, defaultRouting, Take);
                    }

                    break;
                default:
                    throw Failures.Parsing($"unknown key [{name}] for a {value.Describe()}, expected [docs] or [ids]", value.Location);
            }
        }

        return complaints.Count > 0 ? throw Failures.Validation(complaints)
            : items.Count == 0 ? throw Failures.Validation("no documents to get")
            : items;
    }

    static void Read(JsonAt doc, string? index, SourceFilter source, string? routing, Action<string?, string?, SourceFilter, string?> take)
    {
        string? id = null;
        foreach (var (name, value) in doc.MustBeObject("docs").Properties())
        {
            switch (name)
            {
                case "_index": index = value.Text(); break;
                case "_id": id = value.Text(); break;
                case "_source": source = SourceFilter.Parse(value); break;
                case "routing" or "_routing": routing = value.Text(); break;
                case "stored_fields" or "version" or "version_type": throw value.Unsupported($"[{name}] of a multi-get item");
                default: throw Failures.Parsing($"unknown key [{name}] for a {value.Describe()}", value.Location);
            }
        }

        take(index, id, source, routing);
    }
}
