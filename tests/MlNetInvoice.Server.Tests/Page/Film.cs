using System.Globalization;
using System.Text;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Server.Page;

/// <summary>A film of one frame, as Chromium takes it for a camera (YUV4MPEG2): the camera of a test sees a picture.</summary>
internal static class Film
{
    public static void Write(string path, byte[] picture)
    {
        GrayImage image = ImageDecoder.DecodeGray(picture);
        (int width, int height) = (image.Width & ~1, image.Height & ~1);
        using FileStream film = File.Create(path);
        film.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"YUV4MPEG2 W{width} H{height} F5:1 Ip A1:1 C420jpeg\nFRAME\n")));
        for (int y = 0; y < height; y++)
        {
            film.Write(image.GetRow(y)[..width]);
        }

        byte[] noColour = new byte[width * height / 2];
        noColour.AsSpan().Fill(128);
        film.Write(noColour);
    }
}
