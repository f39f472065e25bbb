package exporter

import (
	"fmt"
	"strings"

	"jobspor/model"
)

// This file has the parts of a DOCX beside the text: what is in the file, styles, header and footer.

// docxSpaces are the namespaces of a part with text.
const docxSpaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
	`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
	`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ` +
	`xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ` +
	`xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`

const (
	relsSpace   = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	officeRel   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	packageRel  = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
	typePrefix  = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	docxPackage = "application/vnd.openxmlformats-package."
)

// relation is a line of a .rels part.
func relation(id, typ, target string) string {
	return `<Relationship Id="` + id + `" Type="` + typ + `" Target="` + target + `"/>`
}

func relations(lines ...string) string {
	return xmlHead + `<Relationships ` + relsSpace + `>` + strings.Join(lines, "") + `</Relationships>`
}

var (
	docxRootRels = relations(relation("rId1", officeRel+"officeDocument", "word/document.xml"),
		relation("rId2", packageRel+"core-properties", "docProps/core.xml"))
	docxHeaderRels = relations(relation("rId1", officeRel+"image", "media/logo.png"))
)

func docxRels(hasHead bool) string {
	lines := []string{
		relation("rId1", officeRel+"styles", "styles.xml"), relation("rId2", officeRel+"footer", "footer1.xml"),
	}
	if hasHead {
		lines = append(lines, relation("rId3", officeRel+"header", "header1.xml"))
	}
	return relations(lines...)
}

func docxTypes(hasHead bool) string {
	var out strings.Builder
	out.WriteString(xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="` + docxPackage + `relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>`)
	part := func(name, typ string) {
		out.WriteString(`<Override PartName="/` + name + `" ContentType="` + typ + `+xml"/>`)
	}
	part("word/document.xml", typePrefix+"document.main")
	part("word/styles.xml", typePrefix+"styles")
	part("word/footer1.xml", typePrefix+"footer")
	if hasHead {
		part("word/header1.xml", typePrefix+"header")
	}
	part("docProps/core.xml", docxPackage+"core-properties")
	return out.String() + `</Types>`
}

// docxCore has title and language, and nobody's name.
func docxCore(doc *model.Document) string {
	return xmlHead + `<cp:coreProperties ` +
		`xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + escapeXML(oneLine(doc.Title)) +
		`</dc:title><dc:language>` + locale(doc.Lang) + `</dc:language></cp:coreProperties>`
}

// docxStyle is a paragraph style: size of print in half points, space before and after in twentieths of a point.
type docxStyle struct {
	id, name      string
	half          int
	before, after int
	run           string // further properties of the letters
	paragraph     string // further properties of the paragraph
}

const (
	boldRun = `<w:b/><w:bCs/>`
	greyRun = `<w:color w:val="5A5A5A"/>`
	stay    = `<w:keepNext/>` // on the page of what follows
)

var docxParagraphStyles = []docxStyle{
	{id: "Normal", name: "Normal", half: 20, after: 60},
	{id: "Title", name: "Title", half: 34, run: boldRun, paragraph: stay},
	{id: "Subtitle", name: "Subtitle", half: 19, after: 60, run: greyRun},
	{id: "Heading1", name: "heading 1", half: 22, before: 160, after: 60, run: boldRun,
		paragraph: stay + `<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="AAAAAA"/></w:pBdr>`},
	{id: "Note", name: "Note", half: 17, after: 20, run: greyRun},
	{id: "Label", name: "Label", half: 18, run: greyRun},
	{id: "Cell", name: "Cell", half: 19},
	{id: "Column", name: "Column", half: 18, run: boldRun, paragraph: stay},
	{id: "Party", name: "Party", half: 20, run: boldRun},
	{id: "Sender", name: "Sender", half: 22, run: boldRun},
	{id: "Bar", name: "Bar", half: 14},
	{id: "Gap", name: "Gap", half: 8},
}

func docxStyles(lang string) string {
	var out strings.Builder
	out.WriteString(xmlHead + `<w:styles ` + docxSpaces + `><w:docDefaults><w:rPrDefault><w:rPr>` +
		`<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Arial"/><w:sz w:val="20"/>` +
		`<w:szCs w:val="20"/><w:lang w:val="` + lang + `" w:eastAsia="` + lang + `" w:bidi="ar-SA"/></w:rPr>` +
		`</w:rPrDefault></w:docDefaults>`)
	for _, s := range docxParagraphStyles {
		standard, based := "", `<w:basedOn w:val="Normal"/>`
		if s.id == "Normal" {
			standard, based = ` w:default="1"`, ""
		}
		fmt.Fprintf(&out, `<w:style w:type="paragraph"%s w:styleId="%s"><w:name w:val="%s"/>%s<w:qFormat/><w:pPr>%s`+
			`<w:spacing w:before="%d" w:after="%d"/></w:pPr><w:rPr>%s<w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr>`+
			`</w:style>`,
			standard, s.id, s.name, based, s.paragraph, s.before, s.after, s.run, s.half, s.half)
	}
	table := func(id, borders string) {
		out.WriteString(`<w:style w:type="table" w:styleId="` + id + `"><w:name w:val="` + id + `"/><w:tblPr>` +
			borders + `<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="115" w:type="dxa"/></w:tblCellMar>` +
			`</w:tblPr></w:style>`)
	}
	table("Facts", "")
	table("List", `<w:tblBorders><w:bottom w:val="single" w:sz="4" w:color="D0D0D0"/>`+
		`<w:insideH w:val="single" w:sz="4" w:color="D0D0D0"/></w:tblBorders>`)
	return out.String() + `</w:styles>`
}

// docxFooter stands on every page after the first: what it is, and which page of how many.
func docxFooter(title string, width float64) string {
	field := func(name string) string {
		return `<w:fldSimple w:instr=" ` + name + ` "><w:r><w:t>1</w:t></w:r></w:fldSimple>`
	}
	tab := fmt.Sprintf(`<w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs>`, twips(width))
	return xmlHead + `<w:ftr ` + docxSpaces + `><w:p><w:pPr><w:pStyle w:val="Note"/>` + tab + `</w:pPr>` +
		docxRuns(oneLine(title)) + `<w:r><w:tab/></w:r>` +
		field("PAGE") + `<w:r><w:t xml:space="preserve"> / </w:t></w:r>` + field("NUMPAGES") + `</w:p></w:ftr>`
}

// docxHeader is the letterhead of the first page: name and address at the left, the logo at the right.
func docxHeader(from *model.Letterhead, width float64) string {
	d := &docxWriter{width: width}
	w, h := logoSize(from.Logo)
	text := docxParagraph("Sender", "", from.Name)
	for _, line := range from.Address {
		text += docxParagraph("Note", "", line)
	}
	picture := docxParagraph("Note", "", "")
	if w > 0 {
		picture = `<w:p><w:pPr><w:pStyle w:val="Note"/>` + jcRight + `</w:pPr><w:r>` + docxPicture(from.Name, w, h) +
			`</w:r></w:p>`
	}
	d.openTable("Facts", width-logoWidth-columnGap, logoWidth+columnGap)
	d.row("", docxCell(width-logoWidth-columnGap, "", text), docxCell(logoWidth+columnGap, "", picture))
	d.closeTable()
	return xmlHead + `<w:hdr ` + docxSpaces + `>` + d.String() + `</w:hdr>`
}

// docxPicture is the logo inside a line, of a size in millimetres.
func docxPicture(name string, w, h float64) string {
	cx, cy := int(w*emuPerMM), int(h*emuPerMM)
	const pictures = "http://schemas.openxmlformats.org/drawingml/2006/picture"
	return fmt.Sprintf(`<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/>`+
		`<wp:docPr id="1" name="logo" descr="%s"/><a:graphic><a:graphicData uri="%s"><pic:pic><pic:nvPicPr>`+
		`<pic:cNvPr id="1" name="logo.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId1"/>`+
		`<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>`+
		`<a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>`+
		`</a:graphicData></a:graphic></wp:inline></w:drawing>`, cx, cy, escapeXML(oneLine(name)), pictures, cx, cy)
}
