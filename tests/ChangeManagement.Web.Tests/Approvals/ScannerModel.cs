using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.Web.Approvals;

/// <summary>
/// What the scanners of mail do with a link, and worse: they ask for its head, open it, follow every link and button on it, submit each form
/// empty, as it stands, and with every choice and random words in it. They know the whole page, and not the code, which is not on it.
/// </summary>
internal sealed class ScannerModel(RunningProduct product, int seed)
{
    private const string Letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private readonly Random random = new(seed);
    private readonly HashSet<string> followed = new(StringComparer.Ordinal);

    /// <summary>The pages that it came to.</summary>
    public IReadOnlyCollection<string> Followed => followed;

    /// <summary>How many forms it has sent.</summary>
    public int Sent { get; private set; }

    /// <summary>Scans a link and everything that it leads to.</summary>
    public async Task Scan(string link)
    {
        using var http = product.Anonymous();
        var open = new Queue<string>([link]);
        while (open.TryDequeue(out var path))
        {
            if (!followed.Add(path))
            {
                continue;
            }

            using var asked = new HttpRequestMessage(HttpMethod.Head, path);
            using var head = await http.SendAsync(asked);
            foreach (var found in await Visit(http, path))
            {
                open.Enqueue(found);
            }
        }

        await product.Settle();
    }

    private async Task<IEnumerable<string>> Visit(HttpClient http, string path)
    {
        var page = await Open(http, path);
        foreach (var form in page.Forms)
        {
            foreach (var filled in Fillings(form))
            {
                await Send(http, form, filled);
            }
        }

        return page.QuerySelectorAll("a[href], link[href]").Select(link => link.GetAttribute("href")!).Select(WithoutFragment)
            .Where(target => target.StartsWith('/'));
    }

    /// <summary>Empty, as it stands, with each choice and nothing else, with each choice and random words everywhere, several times.</summary>
    private IEnumerable<IEnumerable<KeyValuePair<string, string>>> Fillings(IHtmlFormElement form)
    {
        var inputs = form.QuerySelectorAll("input[name], textarea[name], select[name]").ToList();
        var hidden = inputs.Where(input => input.GetAttribute("type") is "hidden").Select(input => Pair(input, input.GetAttribute("value") ?? "")).ToList();
        var others = inputs.Where(input => input.GetAttribute("type") is not "hidden").ToList();
        yield return [];
        yield return hidden;
        foreach (var choice in others.Where(input => input.GetAttribute("type") is "radio" or "checkbox"))
        {
            var chosen = Pair(choice, choice.GetAttribute("value") ?? "on");
            yield return [.. hidden, chosen];
            for (var time = 0; time < 2; time++)
            {
                var words = others.Where(input => input.GetAttribute("type") is not ("radio" or "checkbox")).Select(input => Pair(input, Anything(input)));
                yield return [.. hidden, chosen, .. words];
            }
        }
    }

    private async Task Send(HttpClient http, IHtmlFormElement form, IEnumerable<KeyValuePair<string, string>> filled)
    {
        Sent++;
        var action = form.GetAttribute("action")!;
        if (form.Method == "get")
        {
            using var asked = await http.GetAsync(new Uri($"{action}?{await new FormUrlEncodedContent(filled).ReadAsStringAsync()}", UriKind.Relative));
            return;
        }

        using var content = new FormUrlEncodedContent(filled);
        using var answer = await http.PostAsync(new Uri(action, UriKind.Relative), content);
    }

    private string Anything(IElement input)
    {
        var options = input.QuerySelectorAll("option").Select(option => option.GetAttribute("value") ?? "").Where(value => value.Length > 0).ToList();
        return options.Count > 0 ? options[random.Next(options.Count)] : new string([.. Enumerable.Range(0, 6).Select(_ => Letters[random.Next(Letters.Length)])]);
    }

    private static async Task<IHtmlDocument> Open(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        var target = answer.Headers.Location;
        return target is null || !target.OriginalString.StartsWith('/')
            ? new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync())
            : await Open(http, target.OriginalString);
    }

    private static string WithoutFragment(string target) => target.Split('#')[0];

    private static KeyValuePair<string, string> Pair(IElement input, string value) => KeyValuePair.Create(input.GetAttribute("name")!, value);
}
