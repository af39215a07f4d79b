using System.Globalization;

namespace Azure.Data.Tables.Requests;

/// <summary>Takes the answer to a transaction apart.</summary>
internal static class BatchAnswers
{
    public static IReadOnlyList<PartResponse> Read(Response answer)
    {
        var parts = new List<PartResponse>();
        using var lines = new StringReader(answer.Content.ToString());
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal))
            {
                parts.Add(ReadPart(line.Split(' ', 3), lines));
            }
        }

        return parts;
    }

    private static PartResponse ReadPart(string[] status, StringReader lines)
    {
        var part = new PartResponse(int.Parse(status[1], CultureInfo.InvariantCulture), status.ElementAtOrDefault(2) ?? "");
        while (lines.ReadLine() is { Length: > 0 } header)
        {
            if (header.Split(':', 2) is [var name, var value])
            {
                part.Add(name, value.Trim());
            }
        }

        // Bodies are a line of JSON, of failures alone: nothing is asked for back.
        if (part.IsError)
        {
            part.ContentStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(lines.ReadLine() ?? ""));
        }

        return part;
    }
}
