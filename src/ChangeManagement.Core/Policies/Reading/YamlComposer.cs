using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ChangeManagement.Policies.Reading;

/// <summary>
/// Turns a text into nodes. Refuses what a policy never needs and an attacker might use: aliases, tags, several documents, deep nesting
/// and huge files; and goes on after a key that is said twice.
/// </summary>
internal sealed class YamlComposer
{
    private const int LongestFile = 1_000_000;
    private const int DeepestNesting = 24;
    private const int MostNodes = 100_000;

    private readonly Problems problems;
    private readonly Parser parser;
    private int nodes;

    private YamlComposer(string text, Problems problems)
    {
        this.problems = problems;
        parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <summary>The root of the text, or null if it cannot be read at all.</summary>
    public static YamlNode? Compose(string text, Problems problems)
    {
        if (text.Length > LongestFile)
        {
            problems.Add(1, 1, $"the file is longer than {LongestFile} characters");
            return null;
        }

        var composer = new YamlComposer(text, problems);
        try
        {
            return composer.Document();
        }
        catch (Refused refused)
        {
            problems.Add(refused.Line, refused.Column, refused.Message);
        }
        catch (YamlException syntax)
        {
            problems.Add((int)syntax.Start.Line, (int)syntax.Start.Column, $"this is not YAML: {syntax.Message}");
        }
        catch (InvalidOperationException)
        {
            // The scanner's own way to give up on some broken texts; the last event tells how far it came.
            var reached = composer.parser.Current?.End ?? Mark.Empty;
            problems.Add((int)reached.Line, (int)reached.Column, "this is not YAML, from here on");
        }

        return null;
    }

    private YamlNode? Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            problems.Add(1, 1, "the file is empty");
            return null;
        }

        parser.Consume<DocumentStart>();
        var root = Node("the file", depth: 0);
        parser.Consume<DocumentEnd>();
        return parser.Accept<StreamEnd>(out _) ? root : throw new Refused(parser.Current!, "a file holds one document only");
    }

    private YamlNode Node(string label, int depth)
    {
        var start = parser.Current ?? throw new UnreachableStream();
        if (++nodes > MostNodes || depth > DeepestNesting)
        {
            throw new Refused(start, depth > DeepestNesting ? "this is nested too deeply" : $"the file has more than {MostNodes} nodes");
        }

        if (start is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
        {
            throw new Refused(start, "anchors and aliases are not allowed: write the text out");
        }

        if (start is NodeEvent { Tag.IsEmpty: false })
        {
            throw new Refused(start, "tags are not allowed: write the plain value");
        }

        var (line, column) = ((int)start.Start.Line, (int)start.Start.Column);
        return start switch
        {
            Scalar => new YamlScalar(problems, label, line, column, Value(parser.Consume<Scalar>())),
            SequenceStart => new YamlSequence(problems, label, line, column, Items(label, depth)),
            MappingStart => new YamlMapping(problems, label, line, column, Entries(depth)),
            _ => throw new Refused(start, "a value is expected here"),
        };
    }

    private static string Value(Scalar scalar) =>
        scalar is { Style: ScalarStyle.Plain, Value: "~" or "null" } ? "" : scalar.Value.Trim();

    private ImmutableArray<YamlNode> Items(string label, int depth)
    {
        parser.Consume<SequenceStart>();
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(label, depth + 1));
        }

        return items.ToImmutable();
    }

    private ImmutableArray<YamlEntry> Entries(int depth)
    {
        parser.Consume<MappingStart>();
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (Node("a key", depth + 1) is not YamlScalar key)
            {
                throw new Refused(parser.Current!, "a key must be text");
            }

            var value = Node(key.Value, depth + 1);
            if (lines.TryAdd(key.Value, key.Line))
            {
                entries.Add(new YamlEntry(key, value));
            }
            else
            {
                key.Fail($"'{key.Value}' is said twice, first in line {lines[key.Value]}");
            }
        }

        return entries.ToImmutable();
    }

    private sealed class Refused(ParsingEvent at, string message) : Exception(message)
    {
        public int Line => (int)at.Start.Line;

        public int Column => (int)at.Start.Column;
    }

    private sealed class UnreachableStream() : InvalidOperationException("The parser ended inside a document without an error.");
}
