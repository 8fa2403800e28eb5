using System.Globalization;
using Elasticsearch.Emulator.Errors;

namespace Elasticsearch.Emulator.Search.Queries;

/// <summary>
/// Counts the states that a pattern's deterministic automaton would have, and refuses what Elasticsearch refuses as too complex. Lucene 4.8 has no such
/// bound: a pattern of twenty characters can keep it busy for hours.
/// </summary>
internal sealed class PatternStates
{
    // What Elasticsearch allows unless max_determinized_states says otherwise.
    const int MaxStates = 10_000;
    const int MaxSteps = 5_000_000;

    readonly List<List<(char Low, char High, int To)>> moves = [[]];
    readonly List<List<int>> silent = [[]];
    readonly string pattern;
    readonly string path;
    int at;
    int depth;

    PatternStates(string pattern, string path)
    {
        this.pattern = pattern;
        this.path = path;
    }

    delegate int Part(int from);

    /// <param name="path">Where the pattern stands in the request.</param>
    public static void CheckRegex(string pattern, string path)
    {
        var states = new PatternStates(pattern, path);
        var whole = states.Union();
        if (states.at < pattern.Length)
        {
            // Not well formed: Lucene says what is wrong.
            return;
        }

        whole(0);
        states.Determinize();
    }

    public static void CheckWildcard(string pattern)
    {
        var states = new PatternStates(pattern, "");
        var end = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            end = pattern[i] switch
            {
                '*' => states.Loop(states.Any)(end),
                '?' => states.Any(end),
                '\\' when i + 1 < pattern.Length => states.Range(pattern[++i], pattern[i])(end),
                var letter => states.Range(letter, letter)(end),
            };
        }

        states.Determinize();
    }

    Part Union()
    {
        if (++depth > 200)
        {
            throw TooComplex();
        }

        var choices = new List<Part> { Sequence() };
        while (Take('|'))
        {
            choices.Add(Sequence());
        }

        depth--;
        return choices.Count == 1 ? choices[0] : from =>
        {
            var end = New();
            choices.ForEach(choice => silent[choice(from)].Add(end));
            return end;
        };
    }

    Part Sequence()
    {
        var parts = new List<Part>();
        while (at < pattern.Length && pattern[at] is not ('|' or ')'))
        {
            parts.Add(Repeated());
        }

        return from => parts.Aggregate(from, (state, part) => part(state));
    }

    Part Repeated()
    {
        var part = Single();
        while (at < pattern.Length)
        {
            if (Take('?'))
            {
                part = Optional(part);
            }
            else if (Take('*'))
            {
                part = Loop(part);
            }
            else if (Take('+'))
            {
                part = Times(part, 1, null);
            }
            else if (Take('{'))
            {
                var end = pattern.IndexOf('}', at);
                var bounds = pattern[at..Math.Max(end, at)].Split(',');
                at = end < 0 ? pattern.Length : end + 1;
                int? Bound(int i) => bounds.Length > i && int.TryParse(bounds[i], NumberStyles.None, CultureInfo.InvariantCulture, out var bound) ? bound : null;
                part = Times(part, Bound(0) ?? 0, bounds.Length > 1 ? Bound(1) : Bound(0));
            }
            else
            {
                break;
            }
        }

        return part;
    }

    Part Single()
    {
        var letter = pattern[at++];
        switch (letter)
        {
            case '.': return Any;
            case '@': return Loop(Any);
            case '#': return _ => New();
            case '<':
                at = pattern.IndexOf('>', at) is >= 0 and var close ? close + 1 : pattern.Length;
                return Times(Range('0', '9'), 1, null);
            case '~' or '&': throw Failures.Unsupported(path, $"the operator [{letter}] of regular expressions");
            case '(':
                var inner = Union();
                Take(')');
                return inner;
            case '[': return Class();
            case '"':
                var end = pattern.IndexOf('"', at) is >= 0 and var quote ? quote : pattern.Length;
                var text = pattern[at..end];
                at = Math.Min(end + 1, pattern.Length);
                return from => text.Aggregate(from, (state, one) => Range(one, one)(state));
            case '\\' when at < pattern.Length: return Range(pattern[at], pattern[at++]);
            default: return Range(letter, letter);
        }
    }

    Part Class()
    {
        var negated = Take('^');
        var ranges = new List<(char Low, char High)>();
        while (at < pattern.Length && pattern[at] != ']')
        {
            var low = Letter();
            ranges.Add(Take('-') && at < pattern.Length ? (low, Letter()) : (low, low));
        }

        Take(']');
        return from =>
        {
            var to = New();
            var next = '\0';
            foreach (var (low, high) in ranges.OrderBy(range => range.Low))
            {
                if (!negated)
                {
                    moves[from].Add((low, high, to));
                }
                else if (low > next)
                {
                    moves[from].Add((next, (char)(low - 1), to));
                }

                next = (char)Math.Max(next, Math.Min(high + 1, char.MaxValue));
            }

            if (negated)
            {
                moves[from].Add((next, char.MaxValue, to));
            }

            return to;
        };
    }

    char Letter()
    {
        if (pattern[at] == '\\' && at + 1 < pattern.Length)
        {
            at++;
        }

        return pattern[at++];
    }

    bool Take(char wanted)
    {
        if (at >= pattern.Length || pattern[at] != wanted)
        {
            return false;
        }

        at++;
        return true;
    }

    int Any(int from) => Range('\0', char.MaxValue)(from);

    Part Range(char low, char high) => from =>
    {
        var to = New();
        moves[from].Add((low, high, to));
        return to;
    };

    Part Optional(Part part) => from =>
    {
        var start = New();
        silent[from].Add(start);
        var end = part(start);
        silent[start].Add(end);
        return end;
    };

    Part Loop(Part part) => from =>
    {
        var start = New();
        silent[from].Add(start);
        silent[part(start)].Add(start);
        return start;
    };

    Part Times(Part part, int least, int? most) => from =>
    {
        for (var i = 0; i < least; i++)
        {
            from = part(from);
        }

        for (var i = least; i < most; i++)
        {
            from = Optional(part)(from);
        }

        return most is null ? Loop(part)(from) : from;
    };

    int New()
    {
        if (moves.Count > MaxStates)
        {
            throw TooComplex();
        }

        moves.Add([]);
        silent.Add([]);
        return moves.Count - 1;
    }

    void Determinize()
    {
        var letters = moves.SelectMany(state => state).SelectMany(move => new[] { (int)move.Low, move.High + 1 }).Append(0).Where(letter => letter <= char.MaxValue).Distinct().Order().ToArray();
        var steps = 0;
        var first = Closure([0], ref steps);
        var seen = new HashSet<string> { Key(first) };
        var open = new Queue<int[]>([first]);
        while (open.TryDequeue(out var present))
        {
            foreach (var letter in letters)
            {
                var reached = new HashSet<int>();
                foreach (var state in present)
                {
                    foreach (var (low, high, to) in moves[state])
                    {
                        steps++;
                        if (letter >= low && letter <= high)
                        {
                            reached.Add(to);
                        }
                    }
                }

                var next = Closure(reached, ref steps);
                if (next.Length > 0 && seen.Add(Key(next)))
                {
                    open.Enqueue(next);
                }

                if (seen.Count > MaxStates || steps > MaxSteps)
                {
                    throw TooComplex();
                }
            }
        }
    }

    int[] Closure(HashSet<int> states, ref int steps)
    {
        var open = new Stack<int>(states);
        while (open.TryPop(out var state))
        {
            foreach (var next in silent[state])
            {
                steps++;
                if (states.Add(next))
                {
                    open.Push(next);
                }
            }
        }

        return [.. states.Order()];
    }

    static string Key(int[] states) => string.Concat(states.Select(state => (char)state));

    ElasticsearchException TooComplex() => Failures.IllegalArgument(
        $"Determinizing automaton of [{(pattern.Length > 100 ? pattern[..100] + "..." : pattern)}] would require more than {MaxStates} states.",
        new(400, "too_complex_to_determinize_exception", $"Determinizing automaton would require more than {MaxStates} states."));
}
