using System.Text;

namespace MailOperator.Wire;

/// <summary>Texts made of others by small changes, the same for the same seed.</summary>
internal sealed class DamagedTexts(int seed, IReadOnlyList<byte[]> texts)
{
    private static readonly string[] Morsels =
    [
        "{", "}", " { ", " } ", "$", "${", "$(", ")", "$$", "?", ":", "=", " = ", "\n", "\n ", "\n\t", "\r\n", "#", " # ", "\t", "\v", "\f", ",", " ",
        " -o ", " -o { biff = yes }", "--", " - ", "\u00ef\u00bb\u00bf", "\u00e9", "${myhostname?{b}:{c}}", "${{1} == {2} ? {x} : {y}}", "$mydomain",
        "\nsmtp inet n - n - - smtpd\n", "\nmail_name = $mydomain x\n", "\nnotify_classes = $mail_name\n", "inline:{a=b}",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next text.</summary>
    public byte[] Next()
    {
        var text = new StringBuilder(Encoding.Latin1.GetString(texts[_random.Next(texts.Count)]));
        for (var change = _random.Next(1, 4); change > 0; change--)
        {
            var at = _random.Next(text.Length + 1);
            if (_random.Next(4) == 0)
                text.Remove(at, Math.Min(_random.Next(12), text.Length - at));
            else
                text.Insert(at, Morsels[_random.Next(Morsels.Length)]);
        }
        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
